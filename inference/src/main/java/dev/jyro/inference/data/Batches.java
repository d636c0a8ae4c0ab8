package dev.jyro.inference.data;

import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of tensors, dealt in batches; the same step gets the same batch every time.
 *
 * <pre>{@code
 * record Digits(Tensor images, Tensor labels) {}
 *
 * Batches<Digits> batches =
 *     Batches.of(List.of(images, labels), 128)
 *         .shuffled(0)
 *         .map(rows -> new Digits(rows.get(0), rows.get(1)))
 *         .ahead(4);
 * }</pre>
 *
 * <p>Step s is batch {@code s mod n} of epoch {@code s div n}, with n batches to an {@linkplain
 * #perEpoch epoch}; an epoch deals each row once, in an order that seed and epoch decide. So a
 * training that is resumed at a step goes on with that step's data. The last batch of an epoch may
 * be shorter, or is dropped with {@link #droppingShort}; its rows then come in other epochs, if
 * these are shuffled.
 *
 * <p>Rows are along dimension 0. Shuffled rows are copied, others are views. The tensors that are
 * dealt must live as long as they are dealt; a batch belongs to the scope in which it is asked for.
 *
 * <p>Immutable, and safe for any number of threads if the mappings are.
 *
 * @param <T> a batch
 */
public final class Batches<T> {
  private final Order order;
  private final Function<Rows, ? extends T> deal;
  private final int ahead;

  private Batches(Order order, Function<Rows, ? extends T> deal, int ahead) {
    this.order = order;
    this.deal = deal;
    this.ahead = ahead;
  }

  /**
   * The rows of one tensor, in their order.
   *
   * @param size how many rows a batch has
   * @throws JyroException if there are none, or the size is not positive
   */
  public static Batches<Tensor> of(Tensor data, int size) {
    return new Batches<>(order(List.of(data), size), rows -> rows.of(data), 0);
  }

  /**
   * The rows of several tensors, which belong together.
   *
   * @param size how many rows a batch has
   * @throws JyroException if they have not as many rows as each other, or none; if the size is not
   *     positive
   */
  public static Batches<List<Tensor>> of(List<Tensor> columns, int size) {
    List<Tensor> all = List.copyOf(columns);
    return new Batches<>(order(all, size), rows -> all.stream().map(rows::of).toList(), 0);
  }

  /** The same in an order of its own in each epoch, decided by the seed. */
  public Batches<T> shuffled(long seed) {
    return new Batches<>(order.shuffled(Noise.of(seed).at("batches")), deal, ahead);
  }

  /**
   * The same without the last batch of an epoch if it is short.
   *
   * @throws JyroException if no batch is left
   */
  public Batches<T> droppingShort() {
    return new Batches<>(order.dropping(), deal, ahead);
  }

  /** What the function makes of each batch; it is called where batches are made. */
  public <R> Batches<R> map(Function<? super T, ? extends R> function) {
    return new Batches<>(order, rows -> function.apply(deal.apply(rows)), ahead);
  }

  /**
   * The same, with up to so many batches made ahead of need by a thread that each feed has of its
   * own. No handler of the feed's user is around the mapping, and no gradient is recorded in it.
   * What goes wrong there is thrown by {@link Feed#next}, as it would be without a thread.
   *
   * @param batches how many wait at most; 0 for no thread
   * @throws JyroException if the number is negative
   */
  public Batches<T> ahead(int batches) {
    if (batches < 0) {
      throw new JyroException("Batches: %d batches ahead. Needed: 0 or more.".formatted(batches));
    }
    return new Batches<>(order, deal, batches);
  }

  /** How many batches make an epoch. */
  public long perEpoch() {
    return order.perEpoch();
  }

  /**
   * The batch of a step, which is 0 or greater.
   *
   * @throws JyroException if the step is negative
   */
  public T at(long step) {
    needCount("step", step);
    return deal.apply(order.at(step));
  }

  /**
   * All batches of an epoch; the first is epoch 0.
   *
   * @throws JyroException if the epoch is negative
   */
  public Feed<T> epoch(long number) {
    needCount("epoch", number);
    return feed(number * perEpoch(), (number + 1) * perEpoch());
  }

  /**
   * The batches from a step on, through all epochs, without end.
   *
   * @throws JyroException if the step is negative
   */
  public Feed<T> from(long step) {
    needCount("step", step);
    return feed(step, Long.MAX_VALUE);
  }

  private Feed<T> feed(long from, long to) {
    Feed<T> plain = new InPlace<>(this, from, to);
    return ahead == 0 ? plain : Ahead.of(plain, ahead);
  }

  private static Order order(List<Tensor> columns, int size) {
    if (columns.isEmpty() || columns.stream().anyMatch(column -> column.dim() == 0)) {
      throw new JyroException(
          "Batches: %s. Needed: at least one tensor, each with rows along dimension 0."
              .formatted(columns.isEmpty() ? "no tensor" : "a tensor without dimensions"));
    }
    List<Long> rows = columns.stream().map(column -> column.size(0)).toList();
    if (rows.stream().distinct().count() > 1) {
      throw new JyroException(
          "Batches: the tensors have %s rows. Needed: as many in each.".formatted(rows));
    }
    return new Order(rows.get(0), size, Order.Tail.KEPT, Option.none());
  }

  private static void needCount(String what, long found) {
    if (found < 0) {
      throw new JyroException("Batches: %s %d. Needed: 0 or more.".formatted(what, found));
    }
  }
}
