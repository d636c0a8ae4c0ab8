/**
 * The command line of the examples, and what they share on it.
 *
 * <p>An example is a picocli command that {@link dev.jyro.examples.Main} registers:
 *
 * <pre>{@code
 * @Command(name = "coin", description = "Learns how fair a coin is.")
 * final class Coin implements Runnable {
 *   @Mixin private CommonOptions options = new CommonOptions();
 *
 *   @Override
 *   public void run() {
 *     OutputFolder out = options.out(Path.of("out", "coin"));
 *     try (Progress progress = options.progress()) {
 *       // train
 *     }
 *   }
 * }
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.Main}</td><td>the front: commands, exit codes</td></tr>
 *   <tr><td>{@link dev.jyro.examples.CommonOptions}</td><td>options of all examples</td></tr>
 *   <tr><td>{@link dev.jyro.examples.Progress}</td><td>how far a training is</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples;

import org.jspecify.annotations.NullMarked;
