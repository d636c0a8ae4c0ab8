/**
 * What goes on around the steps of a training: what is told of it, and when it ends.
 *
 * <table>
 * <caption>The types</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.inference.training.Step}, {@link dev.jyro.inference.training.Epoch}</td><td>what is told</td></tr>
 * <tr><td>{@link dev.jyro.inference.training.TrainingListener}</td><td>who is told; {@link dev.jyro.inference.training.ProgressLines}
 *     and {@link dev.jyro.inference.training.LossHistory} are two</td></tr>
 * <tr><td>{@link dev.jyro.inference.training.StopWhen}</td><td>when it ends; {@link dev.jyro.inference.training.EarlyStopping} is one</td></tr>
 * <tr><td>{@link dev.jyro.inference.training.Ended}</td><td>how it ended</td></tr>
 * <tr><td>{@link dev.jyro.inference.training.NonFinite}</td><td>what becomes of a step that went wrong</td></tr>
 * </table>
 *
 * <pre>{@code
 * LossHistory history = LossHistory.create();
 * Ended ended =
 *     svi.run(
 *         batches,
 *         history.and(ProgressLines.every(100, System.out::println)),
 *         StopWhen.steps(10_000).or(EarlyStopping.over(500).start()));
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.training;

import org.jspecify.annotations.NullMarked;
