package org.preimage.spark;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * One Spark job: an item of work a task. The driver hands on every result as soon as its task ends
 * and exactly once, whatever was run again after an executor was lost.
 */
final class SparkRun {
  private static final long POLL_MILLIS = 200;

  private SparkRun() {}

  /**
   * Runs items until all are done or the calling thread is interrupted; then tasks that run are
   * cancelled and the interrupt stays set.
   *
   * @param sink receives results on the calling thread, in the order in which tasks end
   * @throws IllegalStateException if Spark gave the job up
   */
  static <R extends Serializable> void run(
      JavaSparkContext spark, IndexedWork<R> work, long[] indices, Consumer<R> sink) {
    if (indices.length == 0) {
      return;
    }
    BlockingQueue<Object> ended = new LinkedBlockingQueue<>();
    var job = submit(spark, work, indices, ended);
    int left = indices.length;
    try {
      while (left > 0) {
        @Nullable Object result = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (result != null) {
          @SuppressWarnings("unchecked")
          R typed = (R) result;
          sink.accept(typed);
          left--;
        } else if (job.isCompleted() && ended.isEmpty()) {
          throw new IllegalStateException(
              "Spark gave up with " + left + " items left: " + job.value().get().failed());
        }
      }
    } catch (InterruptedException e) {
      job.cancel();
      Thread.currentThread().interrupt();
    }
  }

  private static <R extends Serializable> org.apache.spark.SimpleFutureAction<Object> submit(
      JavaSparkContext spark, IndexedWork<R> work, long[] indices, BlockingQueue<Object> ended) {
    List<Long> items = LongStream.of(indices).boxed().toList();
    JavaRDD<Long> rdd = spark.parallelize(items, items.size());
    Function1<Iterator<Long>, Object> task =
        (Function1<Iterator<Long>, Object> & Serializable) all -> work.run(all.next());
    Function2<Object, Object, BoxedUnit> handler =
        (partition, result) -> {
          ended.add(result);
          return BoxedUnit.UNIT;
        };
    Function0<Object> none = () -> BoxedUnit.UNIT;
    List<Object> partitions = IntStream.range(0, items.size()).<Object>mapToObj(k -> k).toList();
    SparkContext context = spark.sc();
    return context.submitJob(
        rdd.rdd(), task, CollectionConverters.asScala(partitions).toSeq(), handler, none);
  }
}
