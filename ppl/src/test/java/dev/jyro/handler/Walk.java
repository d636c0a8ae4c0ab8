package dev.jyro.handler;

import dev.jyro.effect.Site;
import dev.jyro.handler.Line.Argument;
import dev.jyro.handler.Surroundings.Handled;
import dev.jyro.handler.Surroundings.Plated;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Goes through the lines of a model by hand, with the values that a trace recorded: computes what
 * each site's parameters are, cell by cell in double precision, and sums up what its log densities
 * are, scaled and masked by what the lines say. Of the trace it reads values only.
 *
 * @param trace whose values
 * @param values what the lines before left
 * @param around what it is inside of
 * @param suffix what loops put behind the names
 * @param account what it found
 */
record Walk(
    Trace trace, Map<String, Table> values, Surroundings around, String suffix, Account account)
    implements Line.Visitor {
  /** The sums of a model's sites. */
  static Account of(RandomModel model, Trace trace) {
    Account account = new Account();
    new Walk(trace, new HashMap<>(), new Surroundings(List.empty()), "", account)
        .all(model.lines());
    account.needNoMore(trace);
    return account;
  }

  private Walk all(List<Line> lines) {
    lines.forEach(line -> line.accept(this));
    return this;
  }

  @Override
  public void site(Line.Site line) {
    if (!around.isHidden()) {
      Option<Line.Fix> fix = around.fixing(line);
      boolean isAuxiliary = fix.isEmpty() && !line.isData() && around.decenters(line);
      String name = line.name() + suffix;
      Site site = trace.get(isAuxiliary ? Line.Decenter.auxiliary(name) : name);
      account.needKind(site, line.isData() || fix.exists(Line.Fix::isData));
      int eventDims = site.sample().distribution().eventShape().dimension();
      Reading read = Reading.of(site.value(), eventDims);
      needGiven(line, fix, read, eventDims);
      if (isAuxiliary) {
        decentered(line, name, site.name(), read);
      } else {
        scored(name, cell -> density(line, cell, read.at(cell)));
        leave(line.name(), cell -> Reading.bounded(read.at(cell)));
      }
    }
  }

  private void decentered(Line.Site line, String name, String auxiliary, Reading z) {
    Reading x = Reading.of(trace.value(name), 0);
    scored(
        auxiliary,
        cell -> {
          double[] at = parameters(line, cell, 0);
          account.needClose(name, x.at(cell)[0], at[0] + at[1] * z.at(cell)[0]);
          double[] standard = at.clone();
          standard[0] = 0;
          standard[1] = 1;
          return line.kind().score().of(standard, z.at(cell));
        });
    leave(line.name(), cell -> Reading.bounded(x.at(cell)));
  }

  @Override
  public void param(Line.Ask line) {
    Option<Surroundings> lifting = around.lifting(line.name());
    if (lifting.isDefined()) {
      lifted(line.name(), lifting.get());
    } else if (!around.isHidden()) {
      Tensor value = trace.value(line.name());
      double bounded = Reading.bounded(value.toDoubles());
      values.put(line.name(), Table.of(Cell.one(), cell -> bounded));
    }
  }

  /** It is drawn where it is asked for first, in the plates that are around its handler. */
  private void lifted(String name, Surroundings lifting) {
    Handled handler = (Handled) lifting.layers().head();
    if (lifting.isHidden()) {
      return;
    }
    if (!handler.lifted().containsKey(name)) {
      Line.Lift lift = (Line.Lift) handler.wrap();
      Reading read = Reading.of(trace.value(name), 0);
      account.needKind(trace.get(name), false);
      account.add(
          name,
          around.scale() * lifting.plateScale(),
          lifting.cells().filter(around::counts),
          cell -> lift.prior().score().of(lift.parameters(), read.at(cell)));
      handler.lifted().put(name, Table.of(lifting.cells(), cell -> Reading.bounded(read.at(cell))));
    }
    values.put(name, handler.lifted().get(name));
  }

  @Override
  public void compute(Line.Compute line) {
    if (!around.isHidden()) {
      String name = line.name() + suffix;
      Reading read = Reading.of(trace.value(name), 0);
      leave(
          line.name(),
          cell -> {
            double value = Math.exp(score(line.argument(), cell));
            account.needClose(name, read.at(cell)[0], value);
            return Math.tanh(value);
          });
    }
  }

  @Override
  public void factor(Line.Weigh line) {
    if (!around.isHidden()) {
      account.needKind(trace.get(line.name() + suffix), true);
      scored(line.name() + suffix, cell -> score(line.argument(), cell));
    }
  }

  @Override
  public void plate(Line.Repeat line) {
    Surroundings inside = around.in(new Plated(line));
    if (!around.isHidden()) {
      account.needIndices(line, indices(line));
    }
    if (line.dim() < 0) {
      Walk walk = new Walk(trace, new HashMap<>(values), inside, suffix, account).all(line.body());
      walk.values.forEach((name, table) -> values.putIfAbsent(name, table.without(line.dim())));
      return;
    }
    for (int run = 0; run < line.taken(); run++) {
      String longer = suffix + "[" + run + "]";
      new Walk(trace, new HashMap<>(values), inside, longer, account).all(line.body());
    }
  }

  private long[] indices(Line.Repeat plate) {
    return trace.value(plate.name() + suffixOf(plate)).toLongs();
  }

  /** Of the loops that are around the plate. */
  private String suffixOf(Line.Repeat plate) {
    List<Line.Repeat> plates = around.plates();
    List<Line.Repeat> outer =
        plates.contains(plate) ? plates.dropUntil(plate::equals).tail() : plates;
    int depth = outer.count(other -> other.dim() == 0);
    int end = 0;
    for (int i = 0; i < depth; i++) {
      end = suffix.indexOf(']', end) + 1;
    }
    return suffix.substring(0, end);
  }

  @Override
  public void around(Line.Around line) {
    Surroundings inside = around.in(new Handled(line.wrap(), new HashMap<>()));
    Map<String, Table> seen = line.wrap() instanceof Line.Block ? new HashMap<>(values) : values;
    new Walk(trace, seen, inside, suffix, account).all(line.body());
  }

  private void scored(String name, Account.Term number) {
    double weight = around.scale() * around.plateScale();
    account.add(name, weight, around.cells().filter(around::counts), number);
  }

  private void leave(String name, Account.Term number) {
    values.put(name, Table.of(around.cells(), number::at));
  }

  private double density(Line.Site line, Cell cell, double... event) {
    if (line.copies() == 0) {
      return line.kind().score().of(parameters(line, cell, 0), event);
    }
    int each = event.length / line.copies();
    double sum = 0;
    for (int copy = 0; copy < line.copies(); copy++) {
      if (line.shown().get(copy)) {
        double[] one = Arrays.copyOfRange(event, copy * each, (copy + 1) * each);
        double shift = RandomModel.shifts(line.copies())[copy];
        sum += line.kind().score().of(parameters(line, cell, shift), one);
      }
    }
    return sum;
  }

  private double[] parameters(Line.Site line, Cell cell, double shift) {
    double[] parameters = new double[line.arguments().size()];
    for (int i = 0; i < parameters.length; i++) {
      Argument argument = line.arguments().get(i);
      Link link = line.kind().links().get(i);
      parameters[i] = link.of(score(argument, cell) + (argument.isKnown() ? 0 : shift));
    }
    return parameters;
  }

  private double score(Argument argument, Cell cell) {
    return argument
        .parents()
        .flatMap(parent -> Option.of(values.get(parent)))
        .foldLeft(argument.offset(), (score, table) -> score + 0.4 * table.at(cell));
  }

  /** Data and fixed values must be what they were given as, at the indices of the plates. */
  private void needGiven(Line.Site line, Option<Line.Fix> fix, Reading read, int eventDims) {
    String name = line.name() + suffix;
    if (fix.isDefined()) {
      Tensor given = Survey.value(line, fix.get(), suffix, around.sizes());
      Reading needed = Reading.of(given, eventDims);
      around.cells().forEach(cell -> account.needSame(name, read.at(cell), needed.at(cell)));
    } else if (line.role() == Line.Role.DATA) {
      List<Line.Repeat> plates = around.plates().filter(plate -> plate.dim() < 0);
      long[] full = Observation.batch(plates.toMap(Line.Repeat::dim, Line.Repeat::size));
      Tensor data = line.kind().values(name, Observation.copied(full, line.copies()));
      Reading needed = Reading.of(data, eventDims);
      around
          .cells()
          .forEach(cell -> account.needSame(name, read.at(cell), needed.at(in(plates, cell))));
    }
  }

  /** The cell of all repetitions that is this one of those taken. */
  private Cell in(List<Line.Repeat> plates, Cell cell) {
    return new Cell(
        cell.at().map((dim, place) -> io.vavr.API.Tuple(dim, (int) indexOf(plates, dim, place))));
  }

  private long indexOf(List<Line.Repeat> plates, int dim, int place) {
    return indices(plates.find(plate -> plate.dim() == dim).get())[place];
  }
}
