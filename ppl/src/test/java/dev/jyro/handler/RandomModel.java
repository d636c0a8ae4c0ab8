package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A model made by chance, as data.
 *
 * @param seed it was made from
 * @param lines what it does
 */
record RandomModel(long seed, List<Line> lines) {
  /** The constraints of parameters, by number, with how many real numbers each is made of. */
  private static final List<Tuple2<Constraint, Integer>> CONSTRAINTS =
      List.of(
          Tuple.of(Constraints.real(), 0),
          Tuple.of(Constraints.positive(), 0),
          Tuple.of(Constraints.openUnitInterval(), 0),
          Tuple.of(Constraints.interval(-1, 2), 0),
          Tuple.of(Constraints.simplex(), 2),
          Tuple.of(Constraints.orderedVector(), 3),
          Tuple.of(Constraints.lowerCholesky(), 3),
          Tuple.of(Constraints.corrCholesky(), 3));

  /** How many parameters there are. */
  static final int PARAMS = CONSTRAINTS.size();

  /** The name of the line that a site is from: without what loops put behind it. */
  static String line(String site) {
    int bracket = site.indexOf('[');
    return bracket < 0 ? site : site.substring(0, bracket);
  }

  /** How many dimensions a parameter has. */
  static int paramDims(String name) {
    return name.startsWith("q") ? 0 : List.of(0, 0, 0, 0, 1, 1, 2, 2).get(number(name));
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /** What the scores of values in one event differ by. */
  static double[] shifts(int copies) {
    double[] shifts = new double[copies];
    for (int i = 0; i < copies; i++) {
      shifts[i] = 0.2 * i;
    }
    return shifts;
  }

  /** As a program of Jyro that tells the diary every value that it gets. */
  Model<String> program(Consumer<Tensor> diary) {
    return data -> Stage.empty(diary).run(lines);
  }

  /** Real numbers for its parameters. */
  Map<String, Tensor> unconstrained() {
    Map<String, Tensor> values = new HashMap<>();
    for (String name : params()) {
      int count = CONSTRAINTS.get(number(name))._2;
      values.put(
          name,
          Noise.of(seed)
              .at(name)
              .normal(count == 0 ? Shapes.scalar() : Shapes.of(count), DataType.FLOAT64)
              .mul(0.5));
    }
    return values;
  }

  /** The parameter's value. */
  static Tensor constrained(String name, Tensor unconstrained) {
    return Bijectors.to(CONSTRAINTS.get(number(name))._1).forward(unconstrained);
  }

  /** Values for its parameters. */
  Map<String, Tensor> given() {
    Map<String, Tensor> values = unconstrained();
    values.replaceAll(RandomModel::constrained);
    return values;
  }

  private Set<String> params() {
    Set<String> names = new TreeSet<>();
    lines.forEach(line -> collect(line, names));
    return names;
  }

  private static void collect(Line line, Set<String> names) {
    if (line instanceof Line.Ask ask && ask.name().startsWith("p")) {
      names.add(ask.name());
    }
    line.body().forEach(inner -> collect(inner, names));
  }

  /** The models that are a line or a handler shorter. */
  List<RandomModel> shorter() {
    return shorter(lines).map(fewer -> new RandomModel(seed, fewer));
  }

  private static List<List<Line>> shorter(List<Line> lines) {
    List<List<Line>> shorter = List.empty();
    for (int i = 0; i < lines.size(); i++) {
      int place = i;
      Line line = lines.get(i);
      shorter = shorter.append(lines.removeAt(i));
      shorter =
          shorter.appendAll(shorter(line.body()).map(body -> lines.update(place, line.with(body))));
      if (line instanceof Line.Around) {
        shorter = shorter.append(lines.removeAt(i).insertAll(i, line.body()));
      }
    }
    return shorter;
  }

  @Override
  public String toString() {
    return "seed " + seed + "\n" + text(lines, "  ");
  }

  private static String text(List<Line> lines, String indent) {
    return lines
        .map(
            line ->
                indent
                    + line.with(List.empty()).toString().strip()
                    + "\n"
                    + text(line.body(), indent + "  "))
        .mkString();
  }
}
