package dev.jyro.handler;

import dev.jyro.handler.Line.Argument;
import dev.jyro.handler.Line.Around;
import dev.jyro.handler.Line.Repeat;
import dev.jyro.handler.Line.Site;
import dev.jyro.handler.Line.Taking;
import dev.jyro.handler.Line.Wrap;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import java.util.SplittableRandom;

/** Writes random models; each has at least one latent site. */
final class ModelWriter {
  private static final int DEEPEST = 3;
  private static final List<Kind> PRIORS =
      KindsOfNumbers.ALL.filter(
          kind -> HashSet.of("Normal", "LogNormal", "Gamma", "Beta").contains(kind.name()));

  private final SplittableRandom random;
  private List<String> visible = List.empty();
  private Set<String> fixed = HashSet.empty();
  private int names;

  private ModelWriter(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Where lines are written.
   *
   * @param depth how many plates and handlers are around
   * @param plates what the open plates take, by dimension
   * @param lifted the parameters that can be asked for as such that are lifted
   * @param isLooped whether a plate around runs its body once an index
   */
  private record Spot(
      int depth, Map<Integer, Integer> plates, List<String> lifted, boolean isLooped) {}

  /** The model of this seed. */
  static RandomModel write(long seed) {
    ModelWriter writer = new ModelWriter(seed);
    Line first = writer.site(false);
    Spot top = new Spot(0, TreeMap.empty(), List.empty(), false);
    int lines = 2 + writer.random.nextInt(4);
    return new RandomModel(seed, writer.block(top, lines).prepend(first));
  }

  private List<Line> block(Spot spot, int lines) {
    return List.range(0, lines).map(i -> line(spot)).flatMap(line -> reopened(spot, line));
  }

  /** A plate may be opened again, if it takes the same indices. */
  private List<Line> reopened(Spot spot, Line line) {
    if (line instanceof Repeat plate
        && plate.dim() < 0
        && plate.taking() != Taking.SOME
        && chance(1, 6)) {
      return List.of(line, plate.with(block(in(spot, plate), 1)));
    }
    return List.of(line);
  }

  private static Spot in(Spot spot, Repeat plate) {
    Map<Integer, Integer> plates = spot.plates.put(plate.dim(), plate.taken());
    return new Spot(spot.depth + 1, plates, spot.lifted, spot.isLooped);
  }

  private Line line(Spot spot) {
    int kinds = spot.depth < DEEPEST ? 16 : 8;
    return switch (random.nextInt(kinds)) {
      case 0, 1, 2 -> site(false);
      case 3, 4 -> site(true);
      case 5 -> ask(spot);
      case 6 -> new Line.Compute(visibly(fresh("d")), argument(false));
      case 7 -> new Line.Weigh(fresh("f"), argument(false));
      case 8, 9, 10 -> plate(spot);
      case 11 -> loop(spot);
      default -> handled(spot);
    };
  }

  private Line ask(Spot spot) {
    boolean isLifted = !spot.lifted.isEmpty() && chance(2, 3);
    return new Line.Ask(
        visibly(isLifted ? any(spot.lifted) : "p" + random.nextInt(RandomModel.PARAMS)));
  }

  private Site site(boolean isData) {
    Kind kind =
        any(
            any(
                List.of(
                    KindsOfNumbers.ALL,
                    KindsOfNumbers.ALL,
                    KindsOfCounts.ALL,
                    KindsOfVectors.ALL,
                    KindsOfWrapped.ALL)));
    return site(kind, isData, chance(1, 4) ? 2 : 0);
  }

  private Site site(Kind kind, boolean isData, int copies) {
    List<Argument> arguments = kind.links().map(link -> argument(chance(1, 4)));
    if (!isData && !arguments.isEmpty() && arguments.forAll(Argument::isKnown)) {
      arguments = arguments.tail().prepend(argument(false));
    }
    boolean isPart = chance(1, 3);
    List<Boolean> shown = List.range(0, copies).map(i -> !isPart || i > 0);
    Line.Role role = !isData ? Line.Role.LATENT : chance(1, 3) ? Line.Role.HOLES : Line.Role.DATA;
    String name = fresh(isData ? "y" : "z");
    return new Site(role == Line.Role.HOLES ? name : visibly(name), kind, arguments, shown, role);
  }

  private Argument argument(boolean isKnown) {
    double width = chance(1, 8) ? 8 : 1;
    double offset = Math.round((random.nextDouble() - 0.4) * width * 100) / 100.0;
    List<String> parents = visible.filter(name -> chance(1, 3)).take(3);
    return new Argument(isKnown ? List.empty() : parents, offset, isKnown);
  }

  private Line plate(Spot spot) {
    int size = 1 + random.nextInt(3);
    Taking taking = any(List.of(Taking.ALL, Taking.ALL, Taking.SOME, Taking.CHOSEN));
    int taken = taking == Taking.ALL ? size : 1 + random.nextInt(size);
    int free = List.of(-1, -2, -3, -4).find(dim -> !spot.plates.containsKey(dim)).get();
    boolean isSaid = chance(1, 3);
    int dim = isSaid ? any(List.of(-1, -2, -3, -4).filter(d -> !spot.plates.containsKey(d))) : free;
    Repeat empty = new Repeat(fresh("plate"), size, taken, taking, dim, isSaid, List.empty());
    return empty.with(block(in(spot, empty), lines()));
  }

  /** What is named inside a loop is seen inside it only. */
  private Line loop(Spot spot) {
    List<String> before = visible;
    int size = 1 + random.nextInt(3);
    Taking taking = any(List.of(Taking.values()));
    int taken = taking == Taking.ALL ? size : 1 + random.nextInt(size);
    Spot inside = new Spot(spot.depth + 1, spot.plates, spot.lifted, true);
    Line loop = new Repeat(fresh("loop"), size, taken, taking, 0, false, block(inside, lines()));
    visible = before;
    return loop;
  }

  private Line handled(Spot spot) {
    return switch (random.nextInt(8)) {
      case 0 -> around(new Line.Scale(any(List.of(0.5, 2.0, 0.3, 7.0))), inside(spot));
      case 1, 2 -> masked(spot);
      case 3 -> fix(spot);
      case 4 -> decenter(spot);
      case 5 -> spot.isLooped ? masked(spot) : lift(spot);
      case 6 -> block(spot);
      default -> around(new Line.Seed(random.nextInt(5)), inside(spot));
    };
  }

  private Spot inside(Spot spot) {
    return new Spot(spot.depth + 1, spot.plates, spot.lifted, spot.isLooped);
  }

  private Around around(Wrap wrap, Spot inside) {
    return new Around(wrap, block(inside, lines()));
  }

  /** A lifted parameter may be in fewer plates than the mask. */
  private Line masked(Spot spot) {
    int rank = chance(1, 3) ? 0 : -spot.plates.keySet().min().getOrElse(0);
    List<Integer> sizes =
        List.range(0, rank).map(i -> chance(1, 4) ? 1 : spot.plates.getOrElse(i - rank, 1));
    List<Boolean> bits =
        List.range(0, sizes.product().intValue()).map(i -> chance(rank == 0 ? 1 : 2, 3));
    List<String> lifted = rank == 0 ? spot.lifted : List.empty();
    Spot inside = new Spot(spot.depth + 1, spot.plates, lifted, spot.isLooped);
    return around(new Line.Mask(sizes, bits), inside);
  }

  private Line fix(Spot spot) {
    List<Line> body = block(inside(spot), lines()).prepend(site(false));
    Set<String> names =
        Line.sites(body)
            .filter(site -> !site.isData())
            .map(Site::name)
            .filter(n -> chance(1, 2))
            .toSet();
    boolean isData = random.nextBoolean();
    Set<String> free = names.filter(name -> !fixed.contains(name));
    fixed = fixed.addAll(free);
    return free.isEmpty()
        ? new Around(new Line.Scale(3), body)
        : new Around(new Line.Fix(free, isData), body);
  }

  private Line decenter(Spot spot) {
    List<Line> body =
        block(inside(spot), lines())
            .prepend(site(any(KindsOfNumbers.ALL.filter(Kind::isLocationScale)), false, 0));
    Set<String> names =
        Line.sites(body)
            .filter(site -> !site.isData() && site.copies() == 0 && site.kind().isLocationScale())
            .map(Site::name)
            .filter(name -> !fixed.contains(name))
            .toSet();
    fixed = fixed.addAll(names);
    return names.isEmpty()
        ? new Around(new Line.Seed(3), body)
        : new Around(new Line.Decenter(names), body);
  }

  private Line lift(Spot spot) {
    List<String> own = List.of(fresh("q"), fresh("q"));
    Spot inside = new Spot(spot.depth + 1, spot.plates, own.appendAll(spot.lifted), spot.isLooped);
    List<String> before = visible;
    List<Line> body = block(inside, lines()).prepend(new Line.Ask(visibly(any(own))));
    visible = visible.filter(name -> before.contains(name) || !own.contains(name));
    return new Around(new Line.Lift(own.toSet(), any(PRIORS)), body);
  }

  /** What is named inside a block is seen inside it only. */
  private Line block(Spot spot) {
    List<String> before = visible;
    Line block = around(new Line.Block(), inside(spot));
    visible = before;
    return block;
  }

  private int lines() {
    return 1 + random.nextInt(3);
  }

  private boolean chance(int of, int all) {
    return random.nextInt(all) < of;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private String fresh(String kind) {
    return kind + names++;
  }

  private String visibly(String name) {
    visible = visible.contains(name) ? visible : visible.prepend(name);
    return name;
  }
}
