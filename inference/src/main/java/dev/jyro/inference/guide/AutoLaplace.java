package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Delta;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * Laplace's approximation: first the mode in free space, then a normal distribution that is as
 * curved there as the posterior.
 *
 * <pre>{@code
 * AutoLaplace<Batch> guide = AutoLaplace.of(model);
 * SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create());
 * … // until loc is at the mode
 * AutoMultivariateNormal<Batch> posterior = guide.approximation(svi.params(), data);
 * }</pre>
 *
 * <p>While it is trained it is the value over {@code loc}, and the loss {@code -log p(x, z) - log
 * |det ∂z/∂loc|}. {@link #approximation} is {@code N(loc, H⁻¹)}, H the second derivatives of the
 * loss at loc.
 *
 * <p>Parameters: {@code AutoLaplace.loc}, the vector of all free numbers, and {@code .scaleTril} of
 * the approximation, a factor of its covariance. It begins with {@link Initialization#median}. Its
 * own summaries are the mode.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only at
 * the mode. Errors and threads: see {@link AutoGuide}. Source: Tierney and Kadane, Accurate
 * Approximations for Posterior Moments and Marginal Densities, 1986.
 *
 * @param <A> what the model is given
 */
public final class AutoLaplace<A> extends Points<A, AutoLaplace<A>> {
  private AutoLaplace(Settings<A> settings) {
    super(settings);
  }

  /** Of all latent sites of a model. */
  public static <A> AutoLaplace<A> of(Model<A> model) {
    return new AutoLaplace<>(Settings.of(model, "AutoLaplace", Initialization.median()));
  }

  @Override
  AutoLaplace<A> with(Settings<A> other) {
    return new AutoLaplace<>(other);
  }

  @Override
  void draw(Prototype read, Openings openings) {
    Layout layout = new Layout(read);
    Tensor loc = param("loc", Constraints.real(), noise -> layout.start(read, noise));
    draw(layout, loc, openings);
  }

  private void draw(Layout layout, Tensor loc, Openings openings) {
    layout.draw("_" + settings().name() + "_latent", Delta.of(loc, 1), openings);
  }

  /**
   * The normal distribution with the mode's place and curvature. It shares {@code loc} with this
   * guide, and puts {@code scaleTril} among the parameters; it may be trained on.
   *
   * @param params the fitted parameters, {@code svi.params()}, the model's own included
   * @param data all of them: what is subsampled is taken as it comes, once
   * @throws JyroException if H is not positive definite, so that loc is at no mode; nothing is
   *     changed then. If the model uses an operation that has no second derivative
   */
  public AutoMultivariateNormal<A> approximation(ParamStore params, A data) {
    Prototype read = read(params, data);
    try (TensorScope scope = TensorScope.open()) {
      Tensor covariance = curvature(read, params, data).inverse();
      Tensor symmetric = covariance.add(covariance.mT()).mul(0.5);
      params.put(named("scaleTril"), symmetric.cholesky(), Constraints.softplusLowerCholesky());
    }
    return AutoMultivariateNormal.knowing(settings(), read);
  }

  /** Where the guide has not been run yet, as after a training was loaded, the model is. */
  private Prototype read(ParamStore params, A data) {
    List<Prototype> read = new ArrayList<>();
    asked(params, () -> read.add(read(data)));
    return read.get(0);
  }

  private Tensor curvature(Prototype read, ParamStore params, A data) {
    Tensor loc = params.get(named("loc"));
    Tensor[] found = {loc};
    asked(params, () -> found[0] = derivatives(read, loc, data));
    Tensor second = found[0];
    Tensor symmetric = second.add(second.mT()).mul(0.5);
    needPositiveDefinite(symmetric);
    return symmetric;
  }

  /** Row by row: the gradient of each number of the gradient. */
  private Tensor derivatives(Prototype read, Tensor loc, A data) {
    Tensor[] rows = new Tensor[(int) loc.numel()];
    for (int i = 0; i < rows.length; i++) {
      int row = i;
      rows[i] =
          Gradients.grad(at -> Gradients.grad(x -> loss(read, x, data), at).select(0, row), loc);
    }
    return ShapeOps.stack(0, rows);
  }

  /** With the same noise at each call. */
  private Tensor loss(Prototype read, Tensor loc, A data) {
    Openings openings = Openings.training(settings().name(), read, settings().platesOf(data));
    Runnable sites =
        () -> Interpreter.under(new Reopening(), () -> draw(new Layout(read), loc, openings));
    return Interpreter.seeded(
        Noise.of(0),
        () -> {
          Trace drawn = Trace.of(any -> sites.run(), data);
          Trace model = Trace.of(Handlers.replay(settings().model(), drawn), data);
          return drawn.logDensity().sub(model.logDensity());
        });
  }

  private void needPositiveDefinite(Tensor second) {
    double least = second.symmetricEigenvalues().min().item();
    if (!(least > 0)) {
      throw new JyroException(
          "%s: the second derivatives at loc are not positive definite, their least eigenvalue is %s. Needed: loc at a mode of the posterior, and one that is curved in all directions. Fix one of: train longer, or with a smaller rate at the end; use AutoMultivariateNormal."
              .formatted(settings().name(), least));
    }
  }
}
