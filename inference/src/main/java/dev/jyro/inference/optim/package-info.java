/**
 * Optimizers, and how fast they go.
 *
 * <table>
 * <caption>The optimizers</caption>
 * <tr><th>optimizer</th><th>what it remembers of a parameter</th><th>weight decay</th></tr>
 * <tr><td>{@link dev.jyro.inference.optim.Adam}</td><td>two running means, its age</td><td>in the gradient</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.AdamW}</td><td>two running means, its age</td><td>apart from it</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.ClippedAdam}</td><td>two running means, its age</td><td>in the gradient, after the cut</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.SGD}</td><td>nothing, or its speed</td><td>in the gradient</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.RMSprop}</td><td>a running mean; centered one more, with momentum its speed</td><td>in the gradient</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.Adagrad}</td><td>a sum of squares, its age</td><td>in the gradient</td></tr>
 * <tr><td>{@link dev.jyro.inference.optim.AdagradRMSProp}</td><td>a running mean, its age</td><td>none</td></tr>
 * </table>
 *
 * <p>Each updates all parameters in one fused call of Torch, with settings in double precision.
 * {@link dev.jyro.inference.optim.Optimizer#byName} gives parameters optimizers of their own, and
 * {@link dev.jyro.inference.optim.LearningRate#of} takes DJL's schedules:
 *
 * <pre>{@code
 * Tracker falling = FactorTracker.builder().setBaseValue(1e-3f).setFactor(0.999f).build();
 * Optimizer optimizer = Adam.withLearningRate(LearningRate.of(falling)).betas(0.95, 0.999);
 * }</pre>
 *
 * <p>{@link dev.jyro.inference.optim.Optimizer#of} takes any optimizer of DJL's, with its limits.
 * Gradients are clipped by {@link dev.jyro.inference.optim.Optimizer#clipNorm}, {@link
 * dev.jyro.inference.optim.Optimizer#clipEachNorm} and {@link
 * dev.jyro.inference.optim.Optimizer#clipValue}. {@link dev.jyro.inference.optim.ReduceOnPlateau}
 * is a rate that falls when a metric stops falling.
 *
 * <p>What a course of training remembers can be taken out as a {@link
 * dev.jyro.inference.optim.State} and given to a new course, which goes on from there bit for bit.
 */
@NullMarked
package dev.jyro.inference.optim;

import org.jspecify.annotations.NullMarked;
