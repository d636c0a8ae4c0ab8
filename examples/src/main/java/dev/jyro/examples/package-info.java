/**
 * The command line of the examples, and what they share on it.
 *
 * <p>An example is a picocli command that {@link dev.jyro.examples.Main} registers:
 *
 * <pre>{@code
 * @Command(name = "coin", description = "Learns how fair a coin is.")
 * final class CoinCommand implements Runnable {
 *   @Mixin private CommonOptions options = new CommonOptions();
 *
 *   @Override
 *   public void run() {
 *     Config config = new Config(options.steps(2000), options.seed());
 *     options.perform(config, Coin::run); // static Result run(Config config, Stage stage)
 *   }
 * }
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.Main}</td><td>the front: commands, exit codes</td></tr>
 *   <tr><td>{@link dev.jyro.examples.CommonOptions}</td><td>options of all examples</td></tr>
 *   <tr><td>{@link dev.jyro.examples.DigitOptions}</td><td>where the digits come from</td></tr>
 * </table>
 *
 * <p>What an example runs on is in {@link dev.jyro.examples.stage}, what it leaves in {@link
 * dev.jyro.examples.report}.
 */
@NullMarked
package dev.jyro.examples;

import org.jspecify.annotations.NullMarked;
