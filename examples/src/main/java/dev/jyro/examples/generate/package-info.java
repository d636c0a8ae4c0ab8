/**
 * What a trained autoencoder is good for: new digits, digits like one that there is, ways from one
 * to another, and a score that tells odd images.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@code Pretrained}</td><td>an autoencoder from a checkpoint: encodes, decodes</td></tr>
 *   <tr><td>{@code Generator}</td><td>three ways to make images</td></tr>
 *   <tr><td>{@code Critic}</td><td>scores images</td></tr>
 *   <tr><td>{@code Oddity}</td><td>images that are surely odd</td></tr>
 *   <tr><td>{@code Roc}</td><td>how well a score tells them</td></tr>
 *   <tr><td>{@code Generation}</td><td>all of it in turn</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.generate;

import org.jspecify.annotations.NullMarked;
