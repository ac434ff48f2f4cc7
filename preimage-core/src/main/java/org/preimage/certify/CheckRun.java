package org.preimage.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Subject;
import org.preimage.endtoend.Cuts;
import org.preimage.endtoend.FoldSearch;
import org.preimage.endtoend.LowRankSearch;
import org.preimage.endtoend.NullDirection;
import org.preimage.network.Network;
import org.preimage.spanning.CaseOptions;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/** One check of one network: layers first, then their composition, then the network end to end. */
final class CheckRun {
  /** Once the network is decided, the other layers are still looked at, but not for long. */
  private static final double SECONDS_AFTER_VERDICT = 2;

  private static final int CELLS_TRIED = 20;

  private record Answer(Verdict verdict, String sentence) {}

  private final Network network;
  private final Subject subject;
  private final Domain domain;
  private final CheckOptions options;
  private final Progress progress;
  private final SearchBudget budget;
  private final long start = System.nanoTime();
  private final List<Stage> stages;
  private final List<LayerCheck.Checked> checked = new ArrayList<>();
  private final Certifier certifier;
  private final TreeMap<String, Integer> fewest = new TreeMap<>();

  CheckRun(Network network, Domain domain, CheckOptions options, Progress progress) {
    this.network = network;
    this.subject = network.subject();
    this.domain = domain;
    this.options = options;
    this.progress = progress;
    this.budget =
        SearchBudget.ofSeconds(options.timeLimit().toNanos() / 1e9)
            .withMostCells(options.mostCells())
            .withMostBytes(options.mostBytes());
    this.stages = Stage.of(subject, domain);
    this.certifier = new Certifier(subject, domain, network.digest(), network.assumptions());
  }

  NetworkFinding run() {
    if (options.layer().isPresent()) {
      return oneLayer(options.layer().getAsInt());
    }
    Answer answer = narrowCut().orElse(new Answer(new Verdict.Undecided(""), ""));
    // A collision in a first layer decides the network, so those layers come before the others.
    while (checked.size() < stages.size() && stages.get(checked.size()).isFirst()) {
      Stage stage = stages.get(checked.size());
      LayerCheck.Checked layer = check(stage, isDecided(answer));
      checked.add(layer);
      if (!isDecided(answer)) {
        answer = firstLayerCollision(stage, layer).orElse(answer);
      }
    }
    checkLaterLayers(isDecided(answer));
    if (!isDecided(answer)) {
      answer = composition().or(this::endToEnd).orElseGet(this::undecided);
    }
    return finding(answer.verdict(), answer.sentence(), domain);
  }

  /** These keep nothing, but who limits the memory wants an end when it is used up. */
  private Optional<Answer> endToEnd() {
    return budget.wasFull()
        ? Optional.empty()
        : fewActiveUnits(0.1)
            .or(this::deficientJacobian)
            .or(this::fold)
            .or(() -> fewActiveUnits(1));
  }

  private NetworkFinding oneLayer(int index) {
    if (index < 1 || index > stages.size()) {
      throw new IllegalArgumentException(
          "A check of one layer requires a number from 1 to "
              + stages.size()
              + " but received "
              + index
              + ".\nMaybe `preimage explain` shows the layers of "
              + network.name()
              + ".");
    }
    Stage stage = stages.get(index - 1);
    LayerCheck.Checked layer = check(stage, false);
    checked.add(layer);
    Verdict verdict = layer.finding().verdict();
    String sentence = Sentences.oneLayer(layer.finding());
    return finding(withLayerCollision(stage, verdict), sentence, stage.domain());
  }

  private Verdict withLayerCollision(Stage stage, Verdict verdict) {
    if (verdict instanceof Verdict.NotInjective no) {
      return new Verdict.NotInjective(
          no.certificate(), Collisions.of(stage, no.certificate().certificate().proof()));
    }
    return verdict;
  }

  private static boolean isDecided(Answer answer) {
    return !(answer.verdict() instanceof Verdict.Undecided);
  }

  private LayerCheck.Checked check(Stage stage, boolean decided) {
    String task = "layer " + stage.index() + " of " + stages.size() + ": " + stage.kind();
    double share =
        options.layer().isPresent() || stages.size() == 1
            ? budget.secondsLeft()
            : 0.4 * budget.secondsLeft();
    SearchBudget part = within(share, decided);
    return ProgressTicker.during(
        progress, task, this::effort, () -> decide(stage, part, options.threads()));
  }

  /** In half of the time left, shared fairly by the threads; the rest is for the whole network. */
  private void checkLaterLayers(boolean decided) {
    List<Stage> later = stages.subList(checked.size(), stages.size());
    if (later.isEmpty()) {
      return;
    }
    int threads = Math.min(options.threads(), later.size());
    double share = 0.5 * budget.secondsLeft() * threads / later.size();
    int each = Math.max(1, options.threads() / later.size());
    String task =
        later.size() == 1
            ? "layer " + stages.size() + " of " + stages.size()
            : "layers " + later.get(0).index() + " to " + stages.size();
    checked.addAll(
        ProgressTicker.during(
            progress,
            task,
            this::effort,
            () ->
                LayerPool.run(
                    later, threads, budget, stage -> decide(stage, within(share, decided), each))));
  }

  private SearchBudget within(double seconds, boolean decided) {
    return budget.within(decided ? Math.min(seconds, SECONDS_AFTER_VERDICT) : seconds);
  }

  private LayerCheck.Checked decide(Stage stage, SearchBudget part, int threads) {
    List<String> assumptions = new ArrayList<>(network.assumptions());
    if (!stage.alone().equals(subject)) {
      assumptions.add(Sentences.layerAlone(stage));
    }
    CaseOptions cases = new CaseOptions(options.seed(), threads, options.checkpoint());
    return new LayerCheck(stage, network.digest(), assumptions, cases).run(part);
  }

  /** Fewer outputs than inputs, or a layer with fewer values: nothing to search. */
  private Optional<Answer> narrowCut() {
    int n = domain.size();
    List<Indices> cuts = new ArrayList<>();
    for (int k = 0; k < subject.nodes().size(); k++) {
      if (subject.nodes().get(k).size() < n && Cuts.separates(subject, k)) {
        cuts.add(Indices.of(k));
      }
    }
    cuts.add(subject.outputs());
    for (Indices cut : cuts) {
      Optional<AcceptedCertificate> accepted = certifier.narrowCut(cut);
      if (accepted.isPresent()) {
        int values = 0;
        for (int i = 0; i < cut.size(); i++) {
          values += subject.nodes().get(cut.get(i)).size();
        }
        String sentence = Sentences.narrow(network.label(cut.get(0)), values, n);
        Optional<Collision> pair = pairs().anyPair(budget.within(3));
        return Optional.of(new Answer(new Verdict.NotInjective(accepted.get(), pair), sentence));
      }
    }
    return Optional.empty();
  }

  private Optional<Answer> firstLayerCollision(Stage stage, LayerCheck.Checked layer) {
    if (layer.deficient().isEmpty()) {
      return Optional.empty();
    }
    LayerResult.Deficient deficient = layer.deficient().get();
    int node = stage.activation().orElse(stage.affine());
    return LayerCheck.collision(certifier, node, stage.isRelu(), stage.layer(), deficient)
        .map(
            accepted ->
                new Answer(notInjective(accepted), Sentences.firstLayer(deficient.evidence())));
  }

  private Verdict notInjective(AcceptedCertificate accepted) {
    return new Verdict.NotInjective(accepted, pairs().of(accepted.certificate().proof()));
  }

  private Collisions pairs() {
    return new Collisions(network, domain, new Random(options.seed()));
  }

  private Optional<Answer> composition() {
    TreeMap<Integer, LayerProof> proofs = new TreeMap<>();
    for (int k = 0; k < checked.size(); k++) {
      int node = stages.get(k).affine();
      checked.get(k).proof().ifPresent(proof -> proofs.put(node, proof));
    }
    if (proofs.isEmpty() && !stages.isEmpty()) {
      return Optional.empty();
    }
    return sameAsItsLayer()
        .or(() -> certifier.layerwise(proofs))
        .map(Verdict.Injective::new)
        .map(
            injective ->
                new Answer(
                    injective,
                    Sentences.injective(findings(), injective.assumesGeneralPosition())));
  }

  /** A network of one layer needs no second certificate. */
  private Optional<AcceptedCertificate> sameAsItsLayer() {
    return checked.size() == 1
        ? checked
            .get(0)
            .finding()
            .verdict()
            .accepted()
            .filter(accepted -> accepted.certificate().subject().equals(subject))
            .filter(Verdict::claimsInjectivity)
        : Optional.empty();
  }

  /** A few random cells: the derivative of the whole network may lack rank everywhere. */
  private Optional<Answer> deficientJacobian() {
    Random random = new Random(options.seed());
    SearchBudget part = budget.within(0.1 * budget.secondsLeft());
    for (int attempt = 0; attempt < CELLS_TRIED && !part.isSpent(); attempt++) {
      double[] x = NullDirection.sample(domain, random);
      budget.countPoints(1);
      if (NullDirection.at(network, x, OptionalInt.empty()).isEmpty()) {
        continue;
      }
      Optional<AcceptedCertificate> accepted =
          SameImage.along(network, domain, x).map(SameImage::accepted);
      if (accepted.isPresent()) {
        return Optional.of(
            new Answer(notInjective(accepted.get()), Sentences.deficientJacobian(domain.size())));
      }
    }
    return Optional.empty();
  }

  /** Two cells of full rank whose images cross. */
  private Optional<Answer> fold() {
    SearchBudget part = budget.within(0.2 * budget.secondsLeft());
    Random random = new Random(options.seed());
    return ProgressTicker.during(
            progress,
            "end to end: looking for folds",
            this::effort,
            () -> FoldSearch.run(network, domain, random, part))
        .flatMap(pair -> certifier.pair(pair.x(), pair.y()))
        .map(accepted -> new Answer(notInjective(accepted), Sentences.fold()));
  }

  private Optional<Answer> fewActiveUnits(double shareOfTime) {
    List<Integer> cuts = Cuts.of(subject);
    if (cuts.isEmpty() || budget.isSpent()) {
      return Optional.empty();
    }
    String task = "end to end: looking for cells of low rank";
    SearchBudget part = budget.within(shareOfTime * budget.secondsLeft());
    LowRankSearch search =
        new LowRankSearch(network, cuts, domain, new Random(options.seed()), part);
    LowRankSearch.Worst worst = ProgressTicker.during(progress, task, this::effort, search::run);
    for (int c = 0; c < cuts.size(); c++) {
      fewest.merge(network.label(cuts.get(c)), worst.fewest().get(c), Math::min);
    }
    if (!worst.isDeficient(domain.size())) {
      return Optional.empty();
    }
    return certifier
        .fewActive(worst.cut(), worst.x())
        .map(
            accepted ->
                new Answer(
                    notInjective(accepted),
                    Sentences.fewActive(
                        worst.active(),
                        subject.nodes().get(worst.cut()).size(),
                        network.label(worst.cut()),
                        domain.size())));
  }

  private Answer undecided() {
    String sentence =
        Sentences.undecided(findings(), fewest, domain.size(), budget.isSpent(), budget.wasFull());
    return new Answer(new Verdict.Undecided(sentence), sentence);
  }

  private List<LayerFinding> findings() {
    return checked.stream().map(LayerCheck.Checked::finding).toList();
  }

  private NetworkFinding finding(Verdict verdict, String sentence, Domain about) {
    List<String> assumptions = new ArrayList<>(network.assumptions());
    if (verdict instanceof Verdict.Injective injective && injective.assumesGeneralPosition()) {
      assumptions.add(Sentences.generalPosition());
    }
    return new NetworkFinding(verdict, sentence, about, findings(), effort(), assumptions);
  }

  private Effort effort() {
    return Effort.since(start, budget);
  }
}
