/**
 * What an example runs on: where its results go, what it tells on the way, and what becomes of it
 * when it is broken off.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.stage.Stage}</td><td>the surroundings of one run</td></tr>
 *   <tr><td>{@link dev.jyro.examples.stage.Plan}</td><td>how long a training is</td></tr>
 *   <tr><td>{@link dev.jyro.examples.stage.Course}</td><td>a training on its way: counted, told, stopped, saved, gone on with</td></tr>
 *   <tr><td>{@link dev.jyro.examples.stage.Journal}</td><td>the curves that it leaves</td></tr>
 *   <tr><td>{@link dev.jyro.examples.stage.Progress}</td><td>a bar on a terminal, lines elsewhere</td></tr>
 *   <tr><td>{@link dev.jyro.examples.stage.Outcome}</td><td>what an example found out</td></tr>
 * </table>
 *
 * <p>A training that can be stopped by Ctrl-C and gone on with is this much:
 *
 * <pre>{@code
 * Course course = stage.course(svi, Plan.ofBatches(epochs, steps, images.count(), 128));
 * try (Feed<Tensor> feed = batches.from(svi.steps())) {
 *   while (course.goesOn()) {
 *     try (TensorScope scope = TensorScope.open()) {
 *       Tensor batch = feed.next();
 *       course.step(() -> svi.step(batch));
 *     }
 *     course.atEpochsEnd(epoch -> course.tell("epoch " + epoch.number(), Map.of("elbo", epoch.elbo())));
 *   }
 * }
 * }</pre>
 *
 * <p>or, with the loop left to the library, {@code svi.run(batches, course, course)}.
 */
@NullMarked
package dev.jyro.examples.stage;

import org.jspecify.annotations.NullMarked;
