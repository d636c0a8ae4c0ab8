/**
 * Pictures of results as PNG files: grids of images, and curves. Nothing here needs a display.
 *
 * <pre>{@code
 * ImageGrid.of(28, 28).columns(16).draw(samples).writeTo(Path.of("samples.png"));
 * LinePlot.of("Training", "epoch", "ELBO per image (nats)", train, test)
 *     .draw()
 *     .writeTo(Path.of("elbo.png"));
 * }</pre>
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.picture.ImageGrid}</td><td>images in rows and columns</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.LinePlot}</td><td>curves against a number</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Curve}</td><td>one of them</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Sheet}</td><td>several pictures on one</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Caption}</td><td>words under one</td></tr>
 *   <tr><td>{@link dev.jyro.examples.picture.Picture}</td><td>what both draw; writes PNG</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.picture;

import org.jspecify.annotations.NullMarked;
