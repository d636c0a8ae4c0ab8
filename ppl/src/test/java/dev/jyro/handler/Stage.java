package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.LocationScaleFamily;
import dev.jyro.distribution.Operand;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.handler.Line.Argument;
import dev.jyro.handler.Line.Wrap;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs lines as a program of Jyro.
 *
 * @param diary is told every value that the program gets
 * @param values what the lines before left, bounded, each of the batch shape
 * @param open the plates around, innermost first
 * @param masks the masks around
 * @param suffix what loops put behind the names
 */
record Stage(
    Consumer<Tensor> diary,
    Map<String, Tensor> values,
    List<Opened> open,
    List<Line.Mask> masks,
    String suffix)
    implements Line.Visitor {
  /** An open plate, and the indices that it took. */
  record Opened(Line.Repeat plate, Tensor indices) {}

  static Stage empty(Consumer<Tensor> diary) {
    return new Stage(diary, new HashMap<>(), List.empty(), List.empty(), "");
  }

  void run(List<Line> lines) {
    lines.forEach(line -> line.accept(this));
  }

  @Override
  public void site(Line.Site line) {
    Distribution distribution = distribution(line);
    String site = line.name() + suffix;
    Tensor value =
        line.isData()
            ? Primitives.observe(site, distribution, observed(line, distribution))
            : Primitives.sample(site, distribution);
    leave(line.name(), value, distribution.eventShape().dimension());
  }

  @Override
  public void param(Line.Ask line) {
    Tensor value = Primitives.param(line.name());
    leave(line.name(), value, RandomModel.paramDims(line.name()));
  }

  @Override
  public void compute(Line.Compute line) {
    Tensor value = score(line.argument()).exp();
    leave(line.name(), Primitives.deterministic(line.name() + suffix, value), 0);
  }

  @Override
  public void factor(Line.Weigh line) {
    Primitives.factor(line.name() + suffix, score(line.argument()));
  }

  @Override
  public void plate(Line.Repeat line) {
    Plate all = Plate.of(line.name() + suffix, line.size());
    Plate taken =
        switch (line.taking()) {
          case ALL -> all;
          case SOME -> all.subsample(line.taken());
          case CHOSEN -> all.subsample(Tensor.of(line.chosen()));
        };
    if (line.dim() == 0) {
      int[] run = {0};
      Primitives.sequentialPlate(
          taken, index -> inside(line, Tensor.of(index), suffix + "[" + run[0]++ + "]"));
    } else {
      Plate placed = line.isSaid() ? taken.dim(line.dim()) : taken;
      Primitives.plate(placed, indices -> gather(line, inside(line, indices, suffix)));
    }
  }

  private Stage inside(Line.Repeat line, Tensor indices, String longer) {
    diary.accept(indices);
    Opened opened = new Opened(line, indices);
    Stage stage = new Stage(diary, new HashMap<>(values), open.prepend(opened), masks, longer);
    stage.run(line.body());
    return stage;
  }

  /** What was left in a plate is averaged over it for the lines that follow. */
  private void gather(Line.Repeat line, Stage inside) {
    inside.values.forEach(
        (name, value) ->
            values.putIfAbsent(
                name, value.dim() >= -line.dim() ? value.keepMean(line.dim()) : value));
  }

  @Override
  public void around(Line.Around line) {
    Map<String, Tensor> seen = line.wrap() instanceof Line.Block ? new HashMap<>(values) : values;
    List<Line.Mask> more = line.wrap() instanceof Line.Mask mask ? masks.prepend(mask) : masks;
    Stage stage = new Stage(diary, seen, open, more, suffix);
    wrapped(line.wrap(), data -> stage.run(line.body()), line.body()).run("");
  }

  private Model<String> wrapped(Wrap wrap, Model<String> body, List<Line> lines) {
    if (wrap instanceof Line.Scale scale) {
      return Handlers.scale(body, scale.factor());
    }
    if (wrap instanceof Line.Mask mask) {
      return Handlers.mask(body, mask.tensor());
    }
    if (wrap instanceof Line.Fix fix) {
      Map<String, Tensor> fixed = Survey.of(this, fix, lines);
      return fix.isData()
          ? Handlers.conditionStrictly(body, fixed)
          : Handlers.substitute(body, fixed);
    }
    if (wrap instanceof Line.Lift lift) {
      return Handlers.lift(body, param -> prior(lift, param.name()));
    }
    if (wrap instanceof Line.Decenter decenter) {
      return Handlers.reparam(body, site -> decentered(decenter, site));
    }
    return wrap instanceof Line.Seed seed ? Handlers.seed(body, seed.seed()) : Handlers.block(body);
  }

  private static Option<Distribution> prior(Line.Lift lift, String name) {
    Amount[] at = new Amount[lift.parameters().length];
    for (int i = 0; i < at.length; i++) {
      at[i] = Amount.of(Bounds.tensor(lift.parameters()[i]));
    }
    return Option.when(lift.names().contains(name), () -> lift.prior().maker().of(at));
  }

  private Option<Reparam> decentered(Line.Decenter decenter, Sample site) {
    return Option.when(
        decenter.names().contains(RandomModel.line(site.name())), Stage::locPlusScaleZ);
  }

  private static Tensor locPlusScaleZ(Sample site, Next outer) {
    LocationScaleFamily family = (LocationScaleFamily) site.distribution();
    LocationScaleFamily standard =
        family.at(Operand.of(Bounds.tensor(0)), Operand.of(Bounds.tensor(1)));
    Sample auxiliary = site.named(Line.Decenter.auxiliary(site.name())).of(standard);
    Tensor z = outer.ask(auxiliary).value();
    return z.mul(family.scale().tensor(DataType.FLOAT64))
        .add(family.loc().tensor(DataType.FLOAT64));
  }

  private Distribution distribution(Line.Site line) {
    Amount[] amounts = new Amount[line.arguments().size()];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = amount(line, i);
    }
    Distribution one = line.kind().maker().of(amounts);
    if (line.copies() == 0) {
      return one;
    }
    Shape copies = Shapes.of(line.copies());
    Distribution each = one.batchShape().dimension() == 0 ? one.expand(copies) : one;
    return (line.isWhole() ? each : each.mask(Line.bits(line.shown()))).toEvent(1);
  }

  private Amount amount(Line.Site line, int place) {
    Argument argument = line.arguments().get(place);
    Link link = line.kind().links().get(place);
    if (argument.isKnown()) {
      return Amount.of(link.of(argument.offset()));
    }
    Tensor score = score(argument);
    return Amount.of(
        link.of(
            line.copies() == 0
                ? score
                : score.unsqueeze(-1).add(Tensor.of(RandomModel.shifts(line.copies())))));
  }

  private Tensor score(Argument argument) {
    Tensor score = Bounds.tensor(argument.offset());
    for (String parent : argument.parents()) {
      Tensor value = values.get(parent);
      score = value == null ? score : score.add(value.mul(0.4));
    }
    return score;
  }

  private Tensor observed(Line.Site line, Distribution distribution) {
    return new Observation(line, distribution.eventShape().dimension(), this).data();
  }

  private void leave(String name, Tensor value, int eventDims) {
    diary.accept(value);
    Tensor bounded = (value.isFloating() ? value : value.to(DataType.FLOAT64)).tanh();
    int[] event = new int[eventDims];
    for (int i = 0; i < eventDims; i++) {
      event[i] = -1 - i;
    }
    values.put(name, eventDims == 0 ? bounded : bounded.mean(event));
  }
}
