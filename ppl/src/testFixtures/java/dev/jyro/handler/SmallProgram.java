package dev.jyro.handler;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A program to try handlers on, made by chance from a seed: sites that depend on each other, data,
 * parameters, plates in plates.
 *
 * <p>All sites are normal; the mean of one is a bounded function of values before it.
 */
final class SmallProgram {
  private final List<Statement> statements;

  SmallProgram(List<Statement> statements) {
    this.statements = statements;
  }

  /** The program in a language. It tells the diary every value that it gets. */
  Runnable in(Language<?> language, Consumer<Tensor> diary) {
    return () -> {
      Place top = new Place(language, diary, new HashMap<>(), List.empty(), "");
      statements.forEach(statement -> statement.run(top));
    };
  }

  /** Values for its parameters. */
  Map<String, Tensor> params() {
    Set<String> names = new TreeSet<>();
    statements.forEach(statement -> statement.params(names));
    Map<String, Tensor> values = new HashMap<>();
    names.forEach(name -> values.put(name, Tensor.scalar(0.1 * name.hashCode() % 1)));
    return values;
  }

  /** How many independent terms the density of each site has. */
  Map<String, Long> repetitions() {
    Map<String, Long> counts = new TreeMap<>();
    statements.forEach(statement -> statement.count(1, "", counts));
    return counts;
  }

  @Override
  public String toString() {
    return text(statements);
  }

  private static String text(List<Statement> statements) {
    return statements.toJavaStream().map(Statement::toString).collect(joining("; "));
  }

  /**
   * Where a statement runs.
   *
   * @param values what it can see, each of the batch shape
   * @param plates the plates around it, innermost first
   * @param suffix what loops put behind the names
   */
  record Place(
      Language<?> language,
      Consumer<Tensor> diary,
      Map<String, Tensor> values,
      List<Opened> plates,
      String suffix) {

    /** A bounded function of the values of these names. */
    Tensor mean(List<String> names) {
      return names.foldLeft(
          Tensor.scalar(0.25), (sum, name) -> sum.add(value(name).tanh().mul(0.5)));
    }

    private Tensor value(String name) {
      return Objects.requireNonNull(values.get(name), name);
    }

    void write(String name, Tensor value) {
      diary.accept(value);
      values.put(name, value);
    }

    /** Data for a site here: of the size of the plates, or the part that the subsamples take. */
    Tensor data(String name) {
      long[] sizes = plates.toJavaStream().mapToLong(Opened::size).toArray();
      Noise noise = Noise.of(11).at(name + suffix);
      Tensor data = noise.normal(Shapes.of(sizes), DataType.FLOAT32);
      for (int i = 0; i < sizes.length; i++) {
        data = plates.get(i).part(data, i);
      }
      return data;
    }

    Place in(Opened plate) {
      return new Place(language, diary, new HashMap<>(values), plates.prepend(plate), suffix);
    }

    Place at(long index) {
      String longer = suffix + "[" + index + "]";
      return new Place(language, diary, new HashMap<>(values), plates, longer);
    }

    /** Sums the values of a plate that closes, for the statements that follow. */
    void gather(Place inside) {
      int depth = inside.plates.size();
      inside.values.forEach(
          (name, value) ->
              values.putIfAbsent(name, value.dim() == depth ? value.sum(-depth) : value));
    }
  }

  /** An open plate: its size and, for a subsample, its indices. */
  record Opened(long size, Option<Tensor> indices) {
    Tensor part(Tensor data, int dim) {
      return indices.map(chosen -> data.indexSelect(dim, chosen)).getOrElse(data);
    }
  }

  /** One line of a program. */
  sealed interface Statement {
    void run(Place place);

    /** Collects the names of parameters. */
    default void params(Set<String> names) {}

    /** Collects how many terms the densities have, in a place with so many repetitions. */
    default void count(long repetitions, String suffix, Map<String, Long> counts) {}
  }

  /** A sample site, of single numbers or of vectors. */
  record Draw(String name, List<String> parents, long event) implements Statement {
    @Override
    public void run(Place place) {
      Tensor value = place.language.sample(name + place.suffix, distribution(place));
      place.write(name, event == 0 ? value : value.sum(-1));
    }

    private Distribution distribution(Place place) {
      Tensor mean = place.mean(parents);
      return event == 0
          ? Normal.of(mean, 0.75)
          : Normal.of(mean.unsqueeze(-1).add(Tensor.zeros(event)), 0.75).toEvent(1);
    }

    @Override
    public void count(long repetitions, String suffix, Map<String, Long> counts) {
      counts.put(name + suffix, repetitions);
    }

    @Override
    public String toString() {
      return name + (event == 0 ? "" : ":" + event) + " ~ " + parents.mkString("(", ",", ")");
    }
  }

  /** A site with data. */
  record Observe(String name, List<String> parents) implements Statement {
    @Override
    public void run(Place place) {
      Normal distribution = Normal.of(place.mean(parents), 1.5);
      Tensor data = place.data(name);
      place.write(name, place.language.observe(name + place.suffix, distribution, data));
    }

    @Override
    public void count(long repetitions, String suffix, Map<String, Long> counts) {
      counts.put(name + suffix, repetitions);
    }

    @Override
    public String toString() {
      return name + " = data ~ " + parents.mkString("(", ",", ")");
    }
  }

  /** A parameter; one may be asked for often. */
  record Ask(String name) implements Statement {
    @Override
    public void run(Place place) {
      place.write(name, place.language.param(name));
    }

    @Override
    public void params(Set<String> names) {
      names.add(name);
    }

    @Override
    public String toString() {
      return "param " + name;
    }
  }

  /** A computed value. */
  record Compute(String name, List<String> parents) implements Statement {
    @Override
    public void run(Place place) {
      Tensor value = place.mean(parents).exp();
      place.write(name, place.language.deterministic(name + place.suffix, value));
    }

    @Override
    public String toString() {
      return name + " = " + parents.mkString("f(", ",", ")");
    }
  }

  /** A factor. */
  record Weigh(String name, List<String> parents) implements Statement {
    @Override
    public void run(Place place) {
      place.language.factor(name + place.suffix, place.mean(parents));
    }

    @Override
    public void count(long repetitions, String suffix, Map<String, Long> counts) {
      counts.put(name + suffix, repetitions);
    }

    @Override
    public String toString() {
      return name + " factor " + parents.mkString("(", ",", ")");
    }
  }

  /** A plate, perhaps with a subsample. */
  record Repeat(String name, long size, long taken, List<Statement> body) implements Statement {
    @Override
    public void run(Place place) {
      String site = name + place.suffix;
      if (taken == size) {
        place.language.plate(site, size, () -> run(place, Option.none()));
      } else {
        place.language.plate(site, size, taken, indices -> run(place, Option.of(indices)));
      }
    }

    private void run(Place place, Option<Tensor> indices) {
      indices.forEach(place.diary);
      Place inside = place.in(new Opened(size, indices));
      body.forEach(statement -> statement.run(inside));
      place.gather(inside);
    }

    @Override
    public void params(Set<String> names) {
      body.forEach(statement -> statement.params(names));
    }

    @Override
    public void count(long repetitions, String suffix, Map<String, Long> counts) {
      body.forEach(statement -> statement.count(repetitions * taken, suffix, counts));
    }

    @Override
    public String toString() {
      return "plate %s %d/%d { %s }".formatted(name, taken, size, text(body));
    }
  }

  /** A sequential plate. */
  record Loop(String name, long size, List<Statement> body) implements Statement {
    @Override
    public void run(Place place) {
      place.language.sequentialPlate(
          name + place.suffix,
          size,
          index -> {
            Place inside = place.at(index);
            body.forEach(statement -> statement.run(inside));
          });
    }

    @Override
    public void params(Set<String> names) {
      body.forEach(statement -> statement.params(names));
    }

    @Override
    public void count(long repetitions, String suffix, Map<String, Long> counts) {
      for (long i = 0; i < size; i++) {
        String longer = suffix + "[" + i + "]";
        body.forEach(statement -> statement.count(repetitions, longer, counts));
      }
    }

    @Override
    public String toString() {
      return "loop %s %d { %s }".formatted(name, size, text(body));
    }
  }
}
