package dev.jyro.handler;

import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.collection.Set;

/**
 * One line of a {@link RandomModel}, as data: {@link Stage} runs it as a program of Jyro, {@link
 * Walk} adds its density up by hand.
 */
sealed interface Line {
  /** As a boolean vector. */
  static Tensor bits(List<Boolean> some) {
    boolean[] bits = new boolean[some.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = some.get(i);
    }
    return Tensor.of(bits);
  }

  /** The sites whose effects come out of the lines. */
  static List<Site> sites(List<Line> lines) {
    return lines.flatMap(
        line -> {
          if (line instanceof Site site) {
            return List.of(site);
          }
          boolean isHidden = line instanceof Around it && it.wrap() instanceof Line.Block;
          return isHidden ? List.<Site>empty() : sites(line.body());
        });
  }

  /** What a visitor does with each kind of line. */
  interface Visitor {
    void site(Site line);

    void param(Ask line);

    void compute(Compute line);

    void factor(Weigh line);

    void plate(Repeat line);

    void around(Around line);
  }

  void accept(Visitor visitor);

  /** The lines inside. */
  default List<Line> body() {
    return List.empty();
  }

  /** The same with other lines inside. */
  default Line with(List<Line> other) {
    return this;
  }

  /**
   * A parameter of a distribution: the link of {@code offset + 0.4 Σ parents}.
   *
   * @param isKnown whether it is given as a number
   */
  record Argument(List<String> parents, double offset, boolean isKnown) {
    @Override
    public String toString() {
      return (isKnown ? "number " : "") + offset + parents.mkString("(", ",", ")");
    }
  }

  /**
   * A sample site.
   *
   * @param shown empty for one value, else which of the values that make one event count
   */
  record Site(String name, Kind kind, List<Argument> arguments, List<Boolean> shown, Role role)
      implements Line {
    boolean isData() {
      return role != Role.LATENT;
    }

    /** Whether all values of an event count. */
    boolean isWhole() {
      return shown.forAll(each -> each);
    }

    int copies() {
      return shown.size();
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.site(this);
    }

    @Override
    public String toString() {
      return "%s %s %s %s %s\n"
          .formatted(
              name,
              role == Role.LATENT ? "~" : "= " + role + " ~",
              kind,
              arguments.mkString(" "),
              shown);
    }
  }

  /** What a site is; the data of one with holes are no values wherever they are masked out. */
  enum Role {
    LATENT,
    DATA,
    HOLES
  }

  /** A parameter; one may be asked for often. */
  record Ask(String name) implements Line {
    @Override
    public void accept(Visitor visitor) {
      visitor.param(this);
    }
  }

  /** A computed value. */
  record Compute(String name, Argument argument) implements Line {
    @Override
    public void accept(Visitor visitor) {
      visitor.compute(this);
    }
  }

  /** A factor. */
  record Weigh(String name, Argument argument) implements Line {
    @Override
    public void accept(Visitor visitor) {
      visitor.factor(this);
    }
  }

  /** How a plate comes to its indices. */
  enum Taking {
    ALL,
    SOME,
    CHOSEN
  }

  /**
   * A plate.
   *
   * @param dim its dimension; 0 if it runs its body once an index
   * @param isSaid whether the program says the dimension, or leaves it to Jyro
   */
  record Repeat(
      String name, int size, int taken, Taking taking, int dim, boolean isSaid, List<Line> body)
      implements Line {
    /** The indices that the program chooses: every other one, backwards. */
    long[] chosen() {
      long[] chosen = new long[taken];
      for (int i = 0; i < taken; i++) {
        chosen[i] = size - 1L - i;
      }
      return chosen;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.plate(this);
    }

    @Override
    public Repeat with(List<Line> other) {
      return new Repeat(name, size, taken, taking, dim, isSaid, other);
    }
  }

  /** A handler around lines. */
  record Around(Wrap wrap, List<Line> body) implements Line {
    @Override
    public void accept(Visitor visitor) {
      visitor.around(this);
    }

    @Override
    public Around with(List<Line> other) {
      return new Around(wrap, other);
    }
  }

  /** The handlers that can be around lines. */
  sealed interface Wrap {}

  record Scale(double factor) implements Wrap {}

  /**
   * A mask of the open plates.
   *
   * @param sizes its shape
   * @param bits its elements
   */
  record Mask(List<Integer> sizes, List<Boolean> bits) implements Wrap {
    boolean at(Cell cell) {
      return bits.get(cell.offset(shape()));
    }

    Tensor tensor() {
      return Line.bits(bits).reshape(shape());
    }

    private long[] shape() {
      return sizes.toJavaStream().mapToLong(size -> size).toArray();
    }
  }

  /** Sites of these names get values: as data, or not. */
  record Fix(Set<String> names, boolean isData) implements Wrap {
    /** What their values are drawn from. */
    String key(String site) {
      return site + (isData ? " as data" : " pinned");
    }
  }

  /** Parameters of these names get this prior. */
  record Lift(Set<String> names, Kind prior) implements Wrap {
    double[] parameters() {
      return prior.links().toJavaStream().mapToDouble(link -> link.of(0.3)).toArray();
    }
  }

  /** Sites of these names are drawn as {@code loc + scale z}. */
  record Decenter(Set<String> names) implements Wrap {
    static String auxiliary(String site) {
      return site + "_z";
    }
  }

  record Block() implements Wrap {}

  record Seed(long seed) implements Wrap {}
}
