/** Files as bad disks and worse people leave them, and what must become of those who read them. */
@NullMarked
package dev.jyro.hostile;

import org.jspecify.annotations.NullMarked;
