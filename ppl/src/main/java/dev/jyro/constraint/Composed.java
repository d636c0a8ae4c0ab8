package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several bijectors, one after the other; at least one. */
record Composed(List<Bijector> parts) implements Bijector {
  Composed {
    parts = List.copyOf(parts);
  }

  /** The parts in their order, those that are composed themselves as theirs. */
  static Bijector of(Bijector... bijectors) {
    List<Bijector> flat = new ArrayList<>();
    for (Bijector each : bijectors) {
      flat.addAll(each instanceof Composed several ? several.parts : List.of(each));
    }
    flat.removeIf(Identity.class::isInstance);
    return switch (flat.size()) {
      case 0 -> Identity.OF_NUMBERS;
      case 1 -> flat.get(0);
      default -> new Composed(flat);
    };
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Bijector part : parts) {
      y = part.forward(y);
    }
    return y;
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = parts.size() - 1; i >= 0; i--) {
      x = parts.get(i).inverse(x);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Volume volume = new Volume(domainDim());
    Tensor before = x;
    for (int i = 0; i < parts.size(); i++) {
      Bijector part = parts.get(i);
      Tensor after = i == parts.size() - 1 ? y : part.forward(before);
      volume.forward(part, part.logAbsDetJacobian(before, after));
      before = after;
    }
    return volume.sum();
  }

  @Override
  public Image image(Tensor x) {
    Volume volume = new Volume(domainDim());
    Tensor y = x;
    for (Bijector part : parts) {
      Image image = part.image(y);
      volume.forward(part, image.logAbsDetJacobian());
      y = image.value();
    }
    return new Image(y, volume.sum());
  }

  @Override
  public Image preimage(Tensor y) {
    Volume volume = new Volume(codomainDim(domainDim()));
    Tensor x = y;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Image image = parts.get(i).preimage(x);
      volume.back(parts.get(i), image.logAbsDetJacobian());
      x = image.value();
    }
    return new Image(x, volume.sum());
  }

  @Override
  public Constraint domain() {
    Constraint first = parts.get(0).domain();
    return Constraints.independent(first, domainDim() - first.eventDim());
  }

  /** Just where all parts lead: the second may be given less than it could take. */
  @Override
  public Constraint codomain() {
    Constraint reached = domain();
    for (Bijector part : parts) {
      reached = Bijectors.image(reached, part);
    }
    return reached;
  }

  /** How many dimensions one value takes at the start: some part may need more than the first. */
  private int domainDim() {
    int dims = 0;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Bijector part = parts.get(i);
      int more = Math.max(0, dims - part.codomain().eventDim());
      dims = part.domain().eventDim() + more;
    }
    return dims;
  }

  private int codomainDim(int domainDim) {
    int dims = domainDim;
    for (Bijector part : parts) {
      dims += part.codomain().eventDim() - part.domain().eventDim();
    }
    return dims;
  }

  @Override
  public Option<Tensor> sign() {
    Option<Tensor> sign = parts.get(0).sign();
    for (Bijector part : parts.subList(1, parts.size())) {
      sign = sign.flatMap(before -> part.sign().map(before::mul));
    }
    return sign;
  }

  @Override
  public Shape forwardShape(Shape x) {
    Shape y = x;
    for (Bijector part : parts) {
      y = part.forwardShape(y);
    }
    return y;
  }

  @Override
  public Shape inverseShape(Shape y) {
    Shape x = y;
    for (int i = parts.size() - 1; i >= 0; i--) {
      x = parts.get(i).inverseShape(x);
    }
    return x;
  }

  /** Adds up volumes, each over the dimensions that are one value of the whole. */
  private static final class Volume {
    private int dims;
    private @Nullable Tensor sum;

    /** Where one value of the whole takes so many dimensions. */
    Volume(int dims) {
      this.dims = dims;
    }

    void forward(Bijector part, Tensor each) {
      add(each, dims - part.domain().eventDim());
      dims += part.codomain().eventDim() - part.domain().eventDim();
    }

    void back(Bijector part, Tensor each) {
      dims += part.domain().eventDim() - part.codomain().eventDim();
      add(each, dims - part.domain().eventDim());
    }

    private void add(Tensor each, int over) {
      Tensor more = Events.sum(each, over);
      sum = sum == null ? more : sum.add(more);
    }

    Tensor sum() {
      if (sum == null) {
        throw new IllegalStateException("nothing was composed");
      }
      return sum;
    }
  }
}
