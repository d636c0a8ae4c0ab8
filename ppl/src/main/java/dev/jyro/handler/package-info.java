/**
 * The handlers: functions from a model to a model.
 *
 * <table>
 * <caption>The functions of {@link dev.jyro.handler.Handlers}</caption>
 * <tr><th>handler</th><th>what it changes</th></tr>
 * <tr><td>{@code trace}</td><td>nothing; records the run</td></tr>
 * <tr><td>{@code replay}</td><td>latent values and subsamples are those of a trace</td></tr>
 * <tr><td>{@code condition}, {@code conditionStrictly}</td><td>sites become data</td></tr>
 * <tr><td>{@code uncondition}</td><td>data become latent</td></tr>
 * <tr><td>{@code substitute}</td><td>latent sites, parameters and plates get values</td></tr>
 * <tr><td>{@code intervene}</td><td>what follows sees another value than the site's</td></tr>
 * <tr><td>{@code seed}</td><td>draws are decided by a number</td></tr>
 * <tr><td>{@code block}</td><td>the handlers outside do not see a site</td></tr>
 * <tr><td>{@code scope}</td><td>names get a prefix</td></tr>
 * <tr><td>{@code mask}, {@code scale}</td><td>what a log density counts</td></tr>
 * <tr><td>{@code lift}</td><td>parameters become latent sites</td></tr>
 * <tr><td>{@code reparam}, {@code reparamStrictly}</td><td>latent sites are drawn in other terms, by
 *     a {@link dev.jyro.handler.Reparam}</td></tr>
 * <tr><td>{@code hint}</td><td>sites carry a remark</td></tr>
 * <tr><td>{@code with}, {@code each}, {@code under}</td><td>a handler of one's own is put
 *     around</td></tr>
 * </table>
 *
 * <p>The smallest example:
 *
 * <pre>{@code
 * Model<Batch> fixed = seed(condition(model, Map.of("y", data)), 42);
 * Trace trace = trace(fixed, batch);
 * }</pre>
 */
@NullMarked
package dev.jyro.handler;

import org.jspecify.annotations.NullMarked;
