/** The command line of the examples. */
@NullMarked
package dev.jyro.examples;

import org.jspecify.annotations.NullMarked;
