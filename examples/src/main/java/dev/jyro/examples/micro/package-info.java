/**
 * JMH's benchmarks: {@code mvn -q -pl examples -am compile exec:exec@benchmarks -Djmh.args="…"}.
 * What they measure is told in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.jyro.examples.micro;

import org.jspecify.annotations.NullMarked;
