package dev.jyro.inference.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.OutsideScopes;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchesTest {
  private static Tensor rows(int count) {
    return Tensor.arange(count).reshape(count, 1);
  }

  private static List<Long> numbers(Tensor batch) {
    List<Long> numbers = new ArrayList<>();
    for (double each : batch.toDoubles()) {
      numbers.add((long) each);
    }
    return numbers;
  }

  private static List<List<Long>> all(Feed<Tensor> feed) {
    List<List<Long>> all = new ArrayList<>();
    feed.forEachRemaining(batch -> all.add(numbers(batch)));
    return all;
  }

  @Nested
  final class AnEpoch {
    @Test
    void dealsTheRowsInTheirOrderAndTheLastBatchShort() {
      Batches<Tensor> batches = Batches.of(rows(7), 3);
      assertThat(batches.perEpoch()).isEqualTo(3);
      assertThat(all(batches.epoch(0)))
          .containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L));
    }

    @Test
    void hasNoEmptyBatchWhenTheRowsFillTheLast() {
      assertThat(all(Batches.of(rows(6), 3).epoch(0))).hasSize(2);
    }

    @Test
    void leavesTheShortBatchOutOnRequest() {
      Batches<Tensor> batches = Batches.of(rows(7), 3).droppingShort();
      assertThat(all(batches.epoch(4))).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void dealsEachRowOnceInAnOrderOfItsOwn(int ahead) {
      Batches<Tensor> batches = Batches.of(rows(50), 8).shuffled(7).ahead(ahead);
      List<Long> first = all(batches.epoch(0)).stream().flatMap(List::stream).toList();
      List<Long> second = all(batches.epoch(1)).stream().flatMap(List::stream).toList();
      assertThat(first).doesNotHaveDuplicates().hasSize(50).isNotEqualTo(second);
      assertThat(second).containsExactlyInAnyOrderElementsOf(first);
      assertThat(all(batches.epoch(0)).stream().flatMap(List::stream)).isEqualTo(first);
    }

    @Test
    void isDecidedByTheSeed() {
      assertThat(all(Batches.of(rows(50), 50).shuffled(1).epoch(0)))
          .isNotEqualTo(all(Batches.of(rows(50), 50).shuffled(2).epoch(0)));
    }

    /** Each of the 4! orders in 24 000 epochs: 1000 ± 5 standard deviations of 31. Seed 3. */
    @Test
    void hasAllOrdersAlike() {
      Order order = new Order(4, 4, Order.Tail.KEPT, Option.none());
      Order shuffled = order.shuffled(Noise.of(3));
      Map<List<Long>, Integer> counts = new HashMap<>();
      for (int epoch = 0; epoch < 24_000; epoch++) {
        try (TensorScope scope = TensorScope.open()) {
          counts.merge(numbers(shuffled.at(epoch).chosen().get()), 1, Integer::sum);
        }
      }
      assertThat(counts).hasSize(24).allSatisfy((o, n) -> assertThat(n).isBetween(845, 1155));
    }
  }

  @Nested
  final class AStep {
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void getsTheSameBatchWhereverTheFeedBegan(int ahead) {
      Batches<Tensor> batches = Batches.of(rows(10), 4).shuffled(5).ahead(ahead);
      List<List<Long>> whole = new ArrayList<>();
      try (Feed<Tensor> feed = batches.from(0)) {
        for (int i = 0; i < 12; i++) {
          whole.add(numbers(feed.next()));
        }
      }
      for (int start = 0; start < 12; start++) {
        assertThat(numbers(batches.at(start))).isEqualTo(whole.get(start));
        try (Feed<Tensor> feed = batches.from(start)) {
          for (int i = start; i < 12; i++) {
            assertThat(numbers(feed.next())).isEqualTo(whole.get(i));
          }
        }
      }
    }

    @Test
    void getsTheSameRowsOfAllTensors() {
      Tensor squares = rows(20).square();
      Batches<List<Tensor>> batches = Batches.of(List.of(rows(20), squares), 6).shuffled(1);
      batches
          .epoch(0)
          .forEachRemaining(
              batch ->
                  assertThat(batch.get(0).square().toDoubles())
                      .isEqualTo(batch.get(1).toDoubles()));
    }

    @Test
    void getsWhatTheMappingMakes() {
      Batches<String> batches =
          Batches.of(rows(5), 2).map(batch -> batch.mul(10)).map(batch -> numbers(batch) + "!");
      assertThat(batches.epoch(0)).toIterable().containsExactly("[0, 10]!", "[20, 30]!", "[40]!");
    }
  }

  @Nested
  @OutsideScopes
  final class ABatch {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void livesAsLongAsTheScopeInWhichItWasAskedFor(int ahead) {
      try (TensorScope around = TensorScope.open()) {
        Batches<Tensor> batches =
            Batches.of(rows(9), 2).shuffled(0).map(batch -> batch.add(1).mul(2)).ahead(ahead);
        List<Tensor> seen = new ArrayList<>();
        long before = TensorScope.unscoped();
        int size = around.size();
        try (Feed<Tensor> feed = batches.epoch(0)) {
          while (feed.hasNext()) {
            try (TensorScope scope = TensorScope.open()) {
              seen.add(feed.next());
              assertThat(seen.get(seen.size() - 1).isFreed()).isFalse();
              assertThat(scope.size()).isPositive();
            }
          }
        }
        assertThat(seen).hasSize(5).allMatch(Tensor::isFreed);
        assertThat(TensorScope.unscoped()).isEqualTo(before);
        assertThat(around.size()).isEqualTo(size);
      }
    }
  }

  @Nested
  final class AThread {
    @Test
    void runsAheadByAsManyBatchesAsItMay() throws InterruptedException {
      AtomicInteger made = new AtomicInteger();
      Batches<Integer> batches =
          Batches.of(rows(100), 1).map(batch -> made.incrementAndGet()).ahead(3);
      try (Feed<Integer> feed = batches.epoch(0)) {
        assertThat(feed.next()).isEqualTo(1);
        // One in the hand, three on the belt, one waiting for a place there.
        while (made.get() < 5) {
          Thread.onSpinWait();
        }
        Thread.sleep(50);
        assertThat(made).hasValue(5);
      }
    }

    @Test
    void passesItsErrorsOnAfterTheBatchesBefore() {
      RuntimeException mishap = new IllegalArgumentException("row 4");
      assertFailsAtTheThird(mishap);
      assertFailsAtTheThird(new AssertionError("an error"));
    }

    private void assertFailsAtTheThird(Throwable mishap) {
      Batches<Tensor> batches =
          Batches.of(rows(10), 2)
              .map(
                  batch -> {
                    if (numbers(batch).contains(4L)) {
                      BatchesTest.<RuntimeException>sneak(mishap);
                    }
                    return batch.add(1);
                  })
              .ahead(2);
      try (Feed<Tensor> feed = batches.epoch(0)) {
        feed.next();
        feed.next();
        assertThat(feed.hasNext()).isTrue();
        assertThatThrownBy(feed::next).isSameAs(mishap);
        assertThat(feed.hasNext()).isFalse();
        assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
      }
    }

    @Test
    void endsWhenTheFeedIsClosedAndFreesWhatItMade() {
      AtomicInteger made = new AtomicInteger();
      Batches<Tensor> batches =
          Batches.of(rows(1000), 1)
              .shuffled(0)
              .map(
                  batch -> {
                    made.incrementAndGet();
                    return batch.add(1);
                  })
              .ahead(4);
      for (int i = 0; i < 50; i++) {
        Feed<Tensor> feed = batches.from(0);
        for (int j = 0; j < i % 4; j++) {
          assertThat(feed.hasNext()).isTrue();
          if (j > 0) {
            feed.next();
          }
        }
        feed.close();
        int closed = made.get();
        feed.close();
        assertThat(feed.hasNext()).isFalse();
        assertThat(made).hasValue(closed);
      }
    }

    @Test
    void survivesAMappingThatLeavesItInterrupted() {
      Batches<Tensor> batches =
          Batches.of(rows(6), 1)
              .map(
                  batch -> {
                    Thread.currentThread().interrupt();
                    return batch;
                  })
              .ahead(2);
      assertThat(all(batches.epoch(0))).hasSize(6);
    }

    @Test
    void tellsWhoIsInterruptedWhileItWaits() {
      Batches<Tensor> batches = Batches.of(rows(6), 1).ahead(1);
      try (Feed<Tensor> feed = batches.epoch(0)) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(feed::next)
            .isInstanceOf(JyroException.class)
            .hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(numbers(feed.next())).containsExactly(0L);
      }
    }

    @Test
    void endsWhenTheFeedIsForgotten() throws InterruptedException {
      forget();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (isThereAThread() && System.nanoTime() < deadline) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(isThereAThread()).isFalse();
    }

    private void forget() {
      Feed<Tensor> feed = Batches.of(rows(100), 1).shuffled(0).ahead(2).from(0);
      assertThat(feed.hasNext()).isTrue();
    }

    private boolean isThereAThread() {
      return Thread.getAllStackTraces().keySet().stream()
          .anyMatch(thread -> thread.getName().equals("jyro-batches"));
    }
  }

  @Nested
  final class BadInput {
    @Test
    void isRefused() {
      assertRefused(() -> Batches.of(rows(3), 0), "3 rows in batches of 0");
      assertRefused(() -> Batches.of(Tensor.zeros(0, 2), 1), "0 rows", "Needed: at least one row");
      assertRefused(() -> Batches.of(Tensor.scalar(1), 1), "a tensor without dimensions");
      assertRefused(() -> Batches.of(List.of(), 1), "no tensor");
      assertRefused(() -> Batches.of(List.of(rows(3), rows(4)), 1), "the tensors have [3, 4] rows");
      assertRefused(
          () -> Batches.of(rows(3), 4).droppingShort(), "3 rows of 4 and is dropped", "Fix one of");
      assertRefused(() -> Batches.of(rows(3), 2).ahead(-1), "-1 batches ahead");
      assertRefused(() -> Batches.of(rows(3), 2).at(-1), "step -1");
      assertRefused(() -> Batches.of(rows(3), 2).from(-2), "step -2");
      assertRefused(() -> Batches.of(rows(3), 2).epoch(-3), "epoch -3");
    }

    private void assertRefused(Runnable body, String... words) {
      assertThatThrownBy(body::run)
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(words);
    }
  }

  @Test
  void manyThreadsMayDealFromOne() throws Exception {
    Batches<Tensor> batches = Batches.of(rows(40), 7).shuffled(9);
    List<List<Long>> expected = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      expected.addAll(all(batches.epoch(epoch)));
    }
    List<Thread> threads = new ArrayList<>();
    AtomicInteger right = new AtomicInteger();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                try (TensorScope scope = TensorScope.open();
                    Feed<Tensor> feed = batches.from(0)) {
                  List<List<Long>> found = new ArrayList<>();
                  expected.forEach(each -> found.add(numbers(feed.next())));
                  right.addAndGet(found.equals(expected) ? 1 : 0);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(right).hasValue(4);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable e) throws E {
    throw (E) e;
  }
}
