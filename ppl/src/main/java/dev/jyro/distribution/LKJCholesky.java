package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The distribution of Lewandowski, Kurowicka and Joe over correlation matrices, as their lower
 * triangular factors L: {@code L Lᵀ} has a density proportional to its determinant to the power of
 * {@code concentration - 1}.
 *
 * <p>{@code log p(L) = Σ_k ((2 b_k - 2) log L_kk + log Γ(b_k + ½ k) - log Γ(b_k) - ½ k log π)} for
 * k from 1 to D - 1, counted from 0, where {@code b_k = concentration + ½ (D - 1 - k)}; a density
 * in the numbers below the diagonal
 *
 * <p>D, two or more, is the number of rows; {@code concentration} has no unit, is greater than 0
 * and its shape is the batch shape. At 1 all correlation matrices are as likely, above it those
 * near the identity likelier. Each correlation by itself is {@code 2 b - 1} with a {@link Beta}
 * number b of concentrations {@code concentration + ½ D - 1}. Support: lower triangular matrices
 * with rows of length 1 and a diagonal greater than 0, which alone the density looks at; it is 0
 * where a number on the diagonal is 0 or less.
 *
 * <p>Reparameterised: row k is a direction, drawn evenly, times the root of a {@link Beta} number
 * that carries the gradient (the onion method).
 *
 * <p>Errors: {@link ShapeException} for fewer than two rows; for others, and threads, see {@link
 * Distribution}. Source: Lewandowski, Kurowicka and Joe, Generating random correlation matrices
 * based on vines and extended onion method, 2009, section 3.
 */
public final class LKJCholesky extends Multivariate {
  private static final Slot CONCENTRATION =
      new Slot("LKJCholesky", "concentration", Constraints.positive());

  private final int dim;
  private final Operand concentration;

  private LKJCholesky(int dim, Operand concentration, Shape batchShape) {
    super(batchShape, Shapes.of(dim, dim));
    this.dim = dim;
    this.concentration = concentration;
  }

  /** For so many rows, with this concentration. */
  public static LKJCholesky of(int dim, Tensor concentration) {
    return of(dim, CONCENTRATION.of(concentration));
  }

  /** For so many rows, with this concentration, float32. */
  public static LKJCholesky of(int dim, double concentration) {
    return of(dim, CONCENTRATION.of(concentration));
  }

  private static LKJCholesky of(int dim, Operand concentration) {
    if (dim < 2) {
      throw new ShapeException("LKJCholesky: dim is %d. Needed: 2 or more.".formatted(dim));
    }
    return new LKJCholesky(dim, concentration, concentration.shape());
  }

  @Override
  public Constraint support() {
    return Constraints.corrCholesky();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Shape rows = Shapes.concat(batchShape(), Shapes.of(dim - 1));
    Tensor square = squaredLengths().expand(rows).sample(noise.at(1)).unsqueeze(-1);
    Tensor normal = noise.at(0).normal(Shapes.concat(rows, Shapes.of(dim)), type()).tril(0);
    Tensor length = normal.square().keepSum(-1).sqrt().maximum(Float.MIN_NORMAL);
    Tensor lower = normal.div(length).mul(square.sqrt());
    Tensor diagonal = square.rsub(1).sqrt().squeeze(-1);
    return withFirst(0, lower, -2).add(withFirst(1, diagonal, -1).diagEmbed());
  }

  /** What is left of the diagonal in rows 1, 2, … has these squared lengths. */
  private Beta squaredLengths() {
    return Beta.of(steps().mul(0.5), squaredDiagonal());
  }

  /** The second concentrations of those. */
  private Tensor squaredDiagonal() {
    Tensor rest = steps().rsub(dim - 1.0).mul(0.5);
    return concentration.tensor(type()).unsqueeze(-1).add(rest);
  }

  /** 1, 2, … D-1. */
  private Tensor steps() {
    return Tensor.indices(dim - 1L).to(type()).add(1);
  }

  private static Tensor withFirst(double number, Tensor rest, int along) {
    Tensor first = rest.narrow(along, 0, 1).detach();
    return ShapeOps.cat(along, first.zerosLike().add(number), rest);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor diagonal = value.diagonal().narrow(-1, 1, dim - 1L);
    Tensor rest = squaredDiagonal();
    Tensor kernel = rest.sub(1).mul(2).xlogy(diagonal).sum(-1);
    return Univariate.only(diagonal.gt(0).all(-1), kernel.sub(normalizer(rest)));
  }

  /** The logarithm of the kernel's integral, row by row; in double, as large logarithms cancel. */
  private Tensor normalizer(Tensor rest) {
    Tensor half = steps().mul(0.5);
    Tensor wide = rest.to(DataType.FLOAT64);
    Tensor ratio = wide.lgamma().sub(wide.add(half).lgamma());
    return ratio.add(half.mul(Math.log(Math.PI))).sum(-1).to(type());
  }

  @Override
  protected LKJCholesky inBatch(Shape shape) {
    return new LKJCholesky(dim, concentration, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(meanOfDiagonal().diagEmbed());
  }

  /** The expectations of roots of beta numbers, the first of which is 1. */
  private Tensor meanOfDiagonal() {
    Tensor half = steps().mul(0.5);
    Tensor rest = squaredDiagonal();
    Tensor one = rest.add(0.5).lgamma().sub(rest.lgamma());
    Tensor all = rest.add(half);
    return withFirst(1, one.add(all.lgamma()).sub(all.add(0.5).lgamma()).exp(), -1);
  }

  @Override
  public Tensor variance() {
    Tensor lengths = squaredLengths().mean();
    Tensor spread = withFirst(0, lengths.div(steps()), -1).unsqueeze(-1);
    Tensor below = spread.expand(Shapes.concat(concentration.shape(), eventShape())).tril(-1);
    Tensor squares = withFirst(1, lengths.rsub(1), -1);
    return inFull(below.add(squares.sub(meanOfDiagonal().square()).diagEmbed()));
  }

  @Override
  public Tensor entropy() {
    Tensor rest = squaredDiagonal();
    Tensor meanLogs = rest.digamma().sub(rest.add(steps().mul(0.5)).digamma());
    return inBatch(normalizer(rest).sub(rest.sub(1).mul(meanLogs).sum(-1)));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration, type()));
  }

  private DataType type() {
    return concentration.type();
  }
}
