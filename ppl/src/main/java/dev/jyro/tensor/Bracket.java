package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Goes through a bracket from the left, keeping count of the dimension each place speaks of. */
final class Bracket {
  private final Index[] places;
  private final int leftOver;
  private final List<Tensor> picks = new ArrayList<>();
  private final List<Long> pickDims = new ArrayList<>();
  private Tensor result;
  private int dim;

  Bracket(Tensor x, Index... places) {
    int spoken = Arrays.stream(places).mapToInt(Bracket::dimensions).sum();
    if (spoken > x.dim()) {
      throw new ShapeException(
          "index: %d dimensions named for a tensor of shape %s.".formatted(spoken, x.shape()));
    }
    if (Arrays.stream(places).filter(Index.Ellipsis.class::isInstance).count() > 1) {
      throw new ShapeException("index: several ellipses. Needed: one at most.");
    }
    this.places = places.clone();
    this.leftOver = x.dim() - spoken;
    this.result = x;
  }

  /** Views first, place by place; tensors of indices last and all at once, as in Torch. */
  Tensor applied() {
    for (Index place : places) {
      take(place);
    }
    if (picks.isEmpty()) {
      return result;
    }
    long[] dims = pickDims.stream().mapToLong(Long::longValue).toArray();
    return Dispatch.script(Op.INDEX, result, dims, picks.toArray(new Tensor[0]));
  }

  private void take(Index place) {
    if (place instanceof Index.At at) {
      result = result.select(dim, at.index());
    } else if (place instanceof Index.Slice slice) {
      cut(slice);
    } else if (place instanceof Index.Ellipsis) {
      dim += leftOver;
    } else if (place instanceof Index.NewAxis) {
      result = result.unsqueeze(dim++);
    } else if (place instanceof Index.Of of) {
      picks.add(of.indices());
      pickDims.add((long) dim);
      dim += dimensions(of);
    }
  }

  private void cut(Index.Slice slice) {
    if (!slice.equals(Index.all())) {
      result = result.slice(dim, slice.start(), slice.end(), slice.step());
    }
    dim++;
  }

  private static int dimensions(Index place) {
    if (place instanceof Index.Of of) {
      return of.indices().dataType() == DataType.BOOLEAN ? of.indices().dim() : 1;
    }
    return place instanceof Index.Ellipsis || place instanceof Index.NewAxis ? 0 : 1;
  }
}
