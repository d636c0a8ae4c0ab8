package dev.jyro.constraint;

import dev.jyro.JyroException;
import io.vavr.collection.List;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.util.Arrays;

/** Reads constraints from their names; just those that a constraint itself would write. */
final class ConstraintNames {
  /** No honest name is longer; nested names are read by recursion. */
  private static final int LONGEST = 1000;

  private static final List<Constraint> PLAIN =
      List.of(
          Constraints.real(),
          Constraints.positive(),
          Constraints.nonNegative(),
          Constraints.unitInterval(),
          Constraints.bool(),
          Constraints.integer(),
          Constraints.nonNegativeInteger(),
          Constraints.positiveInteger(),
          Constraints.softplusPositive(),
          Constraints.circular(),
          Constraints.openUnitInterval(),
          Constraints.weights(),
          Constraints.simplex(),
          Constraints.orderedVector(),
          Constraints.positiveOrderedVector(),
          Constraints.sphere(),
          Constraints.oneHot(),
          Constraints.permutation(),
          Constraints.square(),
          Constraints.symmetric(),
          Constraints.positiveSemidefinite(),
          Constraints.positiveDefinite(),
          Constraints.lowerTriangular(),
          Constraints.lowerCholesky(),
          Constraints.softplusLowerCholesky(),
          Constraints.corrCholesky(),
          Constraints.corrMatrix());

  private ConstraintNames() {}

  static Constraint parse(String name) {
    return Option.when(name.length() <= LONGEST, name)
        .flatMap(text -> Try.of(() -> read(text)).getOrElse(Option.none()))
        .filter(found -> found.name().equals(name))
        .getOrElseThrow(() -> unknown(name));
  }

  private static Option<Constraint> read(String name) {
    return PLAIN.find(each -> each.name().equals(name)).orElse(() -> readArguments(name));
  }

  private static Option<Constraint> readArguments(String name) {
    int open = name.indexOf('(');
    String arguments = name.substring(open + 1, name.length() - 1);
    return switch (name.substring(0, open)) {
      case "independent" -> independent(arguments);
      case "cat", "stack" -> pieces(parts(arguments));
      default -> numeric(name.substring(0, open), numbers(arguments));
    };
  }

  private static Option<Constraint> numeric(String kind, double... numbers) {
    return switch (kind) {
      case "interval" -> Option.of(Constraints.interval(numbers[0], numbers[1]));
      case "integerInterval" ->
          Option.of(Constraints.integerInterval((int) numbers[0], (int) numbers[1]));
      case "halfOpenInterval" -> Option.of(Constraints.halfOpenInterval(numbers[0], numbers[1]));
      case "multinomial" -> Option.of(Constraints.multinomial((int) numbers[0]));
      case "greaterThanEq" -> Option.of(Constraints.greaterThanEq(numbers[0]));
      case "greaterThan" -> Option.of(Constraints.greaterThan(numbers[0]));
      case "lessThanEq" -> Option.of(Constraints.lessThanEq(numbers[0]));
      case "lessThan" -> Option.of(Constraints.lessThan(numbers[0]));
      default -> Option.none();
    };
  }

  private static Option<Constraint> independent(String arguments) {
    int comma = arguments.lastIndexOf(", ");
    int dims = Integer.parseInt(arguments.substring(comma + 2));
    return Option.when(dims > 0, () -> parse(arguments.substring(0, comma)))
        .map(base -> Constraints.independent(base, dims));
  }

  /** A dimension, then constraints, those of {@code cat} with their lengths behind a space. */
  private static Option<Constraint> pieces(List<String> arguments) {
    int dim = Integer.parseInt(arguments.head());
    return Option.of(new Pieces(dim, arguments.tail().map(ConstraintNames::piece).asJava()));
  }

  private static Pieces.Piece piece(String text) {
    int space = text.lastIndexOf(' ');
    boolean hasLength = space > 0 && text.indexOf(')', space) < 0;
    return hasLength
        ? new Pieces.Piece(
            parse(text.substring(0, space)), Long.parseLong(text.substring(space + 1)))
        : new Pieces.Piece(parse(text), Pieces.Piece.ENTRY);
  }

  /** Split at the commas outside of all parentheses. */
  private static List<String> parts(String arguments) {
    List<String> parts = List.empty();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < arguments.length(); i++) {
      char each = arguments.charAt(i);
      depth += each == '(' ? 1 : each == ')' ? -1 : 0;
      if (each == ',' && depth == 0) {
        parts = parts.append(arguments.substring(start, i));
        start = i + 2;
      }
    }
    return parts.append(arguments.substring(start));
  }

  private static double[] numbers(String arguments) {
    return Arrays.stream(arguments.split(", ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static JyroException unknown(String name) {
    String shown = name.length() > LONGEST ? name.substring(0, 40) + "…" : name;
    return new JyroException(
        "'%s' is not the name of a constraint. Needed: what name() of one of Constraints gives, such as positive or interval(-1, 1)."
            .formatted(shown));
  }
}
