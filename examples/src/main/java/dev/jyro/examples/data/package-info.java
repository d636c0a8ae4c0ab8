/**
 * Data sets and the reader of their files. Pixels and labels stay unsigned bytes, as in the files;
 * whoever trains on them makes floats of a batch at a time.
 *
 * <pre>{@code
 * Mnist mnist = Mnist.embedded();
 * int digit = mnist.train().label(0); // 5
 * int grey = mnist.train().pixel(0, 14, 14); // 0 is black, 255 is white
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.data.Mnist}</td><td>the handwritten digits</td></tr>
 *   <tr><td>{@link dev.jyro.examples.data.ImageSet}</td><td>images and their labels</td></tr>
 *   <tr><td>{@link dev.jyro.examples.data.Idx}</td><td>one IDX file, read and checked</td></tr>
 *   <tr><td>{@link dev.jyro.examples.data.DataException}</td><td>data that cannot be used</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.data;

import org.jspecify.annotations.NullMarked;
