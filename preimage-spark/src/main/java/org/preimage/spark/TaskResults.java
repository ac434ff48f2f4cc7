package org.preimage.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Work on a cluster, one task for each item. A result is handed on as soon as its task ends, and
 * exactly once, whatever was run again after an executor was lost: Spark calls the handler of a job
 * for the first success of each task only. Used by one thread.
 *
 * @param <I> items; they travel to the executors and back again when a task is repeated
 * @param <R> what an item yields: the same wherever and however often it is run
 */
final class TaskResults<I extends Serializable, R extends Serializable> {
  private final JavaSparkContext spark;
  private final Function<I, R> work;
  private final BlockingQueue<Object> ended = new LinkedBlockingQueue<>();
  private final List<SimpleFutureAction<Object>> jobs = new ArrayList<>();
  private long pending;

  TaskResults(JavaSparkContext spark, Function<I, R> work) {
    this.spark = spark;
    this.work = work;
  }

  /** Begins to run items, behind those submitted before. */
  void submit(List<I> items) {
    if (items.isEmpty()) {
      return;
    }
    // The setting belongs to the thread that submits.
    spark.sc().setInterruptOnCancel(true);
    JavaRDD<I> rdd = spark.parallelize(items, items.size());
    jobs.add(
        spark
            .sc()
            .submitJob(rdd.rdd(), task(work), partitions(items.size()), handler(ended), nothing()));
    pending += items.size();
  }

  /** Items whose results were not handed on yet. */
  long pending() {
    return pending;
  }

  /**
   * The next result, in the order in which tasks end; null if none came in time.
   *
   * @throws SparkFailure if Spark gave a job up
   */
  @Nullable R poll(long millis) throws InterruptedException {
    @Nullable Object result = ended.poll(millis, TimeUnit.MILLISECONDS);
    if (result == null) {
      requireHealthy();
      return null;
    }
    pending--;
    @SuppressWarnings("unchecked")
    R typed = (R) result;
    return typed;
  }

  /** Gives up what is running or waiting. */
  void cancel() {
    jobs.forEach(SimpleFutureAction::cancel);
  }

  private void requireHealthy() {
    for (SimpleFutureAction<Object> job : List.copyOf(jobs)) {
      if (job.isCompleted()) {
        jobs.remove(job);
        if (job.value().get().isFailure()) {
          throw SparkFailure.of(job.value().get().failed().get());
        }
      }
    }
  }

  private static <I, R> Function1<Iterator<I>, Object> task(Function<I, R> work) {
    return (Function1<Iterator<I>, Object> & Serializable)
        items -> {
          try {
            return work.call(items.next());
          } catch (Exception e) {
            throw SparkFailure.unchecked(e);
          }
        };
  }

  private static scala.collection.immutable.Seq<Object> partitions(int count) {
    List<Object> numbers = IntStream.range(0, count).<Object>mapToObj(k -> k).toList();
    return CollectionConverters.asScala(numbers).toSeq();
  }

  /** Runs in Spark's scheduler, which must not wait: the queue has no bound. */
  private static Function2<Object, Object, BoxedUnit> handler(BlockingQueue<Object> ended) {
    return (partition, result) -> {
      ended.add(result);
      return BoxedUnit.UNIT;
    };
  }

  private static Function0<Object> nothing() {
    return () -> BoxedUnit.UNIT;
  }
}
