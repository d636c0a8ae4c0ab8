/**
 * Tensors, their lifetime and their gradients: the only package that touches Torch.
 *
 * <pre>{@code
 * try (TensorScope scope = TensorScope.open()) {
 *   Tensor x = Tensor.of(1.0, 2.0, 3.0);
 *   Tensor slope = Gradients.grad(y -> y.square().mul(0.5).sum(), x); // 1, 2, 3
 *   return slope.toDoubles();
 * }
 * }</pre>
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>for</th><th>see</th></tr>
 * <tr><td>arrays of numbers, and how to make and read them</td><td>{@link dev.jyro.tensor.Tensor}</td></tr>
 * <tr><td>what can be done with them</td><td>{@link dev.jyro.tensor.PointwiseOps}, {@link
 *     dev.jyro.tensor.ComparisonOps}, {@link dev.jyro.tensor.ActivationOps}, {@link
 *     dev.jyro.tensor.ReductionOps}, {@link dev.jyro.tensor.ShapeOps}, {@link
 *     dev.jyro.tensor.LinalgOps}, {@link dev.jyro.tensor.DensityOps}</td></tr>
 * <tr><td>Torch's bracket, shapes and broadcasting</td><td>{@link dev.jyro.tensor.Index}, {@link
 *     dev.jyro.tensor.Shapes}, {@link dev.jyro.tensor.ShapeException}</td></tr>
 * <tr><td>when memory is freed, and who hears of operations</td><td>{@link
 *     dev.jyro.tensor.TensorScope}, {@link dev.jyro.tensor.OpListener}</td></tr>
 * <tr><td>gradients, on any number of threads, and where they enter a graph</td><td>{@link
 *     dev.jyro.tensor.Gradients}, {@link dev.jyro.tensor.Cotangents}, {@link
 *     dev.jyro.tensor.Arrivals}</td></tr>
 * <tr><td>values that are trained, and the optimizers' updates</td><td>{@link
 *     dev.jyro.tensor.Leaf}, {@link dev.jyro.tensor.FusedUpdates}, {@link
 *     dev.jyro.tensor.ForeignUpdates}</td></tr>
 * <tr><td>DJL's networks run on tensors</td><td>{@link dev.jyro.tensor.Blocks}</td></tr>
 * <tr><td>Torch's version and threads</td><td>{@link dev.jyro.tensor.Torch}</td></tr>
 * </table>
 *
 * <p>Inside, every operation goes through one point (Dispatch), which calls a native function of
 * DJL's library or, where that has none, a TorchScript function of the resource {@code ops.py}.
 * While recording it leaves a Node at the result, and a Pass goes back through them.
 */
@NullMarked
package dev.jyro.tensor;

import org.jspecify.annotations.NullMarked;
