/** The record of one run: its sites, in order. */
@NullMarked
package dev.jyro.trace;

import org.jspecify.annotations.NullMarked;
