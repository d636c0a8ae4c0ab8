/**
 * The verbs of a model, and the interpreter behind them.
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.ppl.Primitives}</td><td>the verbs: {@code sample}, {@code observe}, {@code
 *     param}, {@code module}, {@code plate}, {@code sequentialPlate}, {@code deterministic}, {@code
 *     factor}</td></tr>
 * <tr><td>{@link dev.jyro.ppl.Model}</td><td>a program that uses them, model or guide</td></tr>
 * <tr><td>{@link dev.jyro.ppl.Plate}</td><td>independent repetitions: size, subsample, dimension</td></tr>
 * <tr><td>{@link dev.jyro.ppl.Net}</td><td>a neural network, for {@code module}</td></tr>
 * <tr><td>{@link dev.jyro.ppl.Interpreter}</td><td>carries each verb's effect through the handlers
 *     of the thread</td></tr>
 * </table>
 *
 * <p>The smallest example:
 *
 * <pre>{@code
 * Model<Tensor> model = heights -> {
 *   Tensor mean = sample("mean", Normal.of(170, 20));
 *   plate("people", heights.size(0), () -> observe("height", Normal.of(mean, 10), heights));
 * };
 * model.run(heights);
 * }</pre>
 */
@NullMarked
package dev.jyro.ppl;

import org.jspecify.annotations.NullMarked;
