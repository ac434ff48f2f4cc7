package org.preimage.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.SweepPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code preimage sweep plan}: prints a plan as text. */
@Command(
    name = "plan",
    description = "Prints the canonical text of a plan, which --plan reads, and runs nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  preimage sweep plan --inputs 2,3 --expansivity 3,4,5 --trials 1000 > a.plan"
    })
final class SweepPlanCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private PlanChoice choice = new PlanChoice();

  @Override
  public Integer call() {
    SweepPlan plan = choice.required();
    Commands.out(spec).print(plan);
    Commands.out(spec)
        .println(
            "# %s trials, SHA-256 %s"
                .formatted(NumberText.count(plan.trialCount()), plan.digest()));
    return ExitCode.SUCCESS;
  }
}
