package dev.jyro.distribution;

/**
 * What every distribution of single numbers keeps. Its test says which {@link Family} it is and
 * inherits the tests; a family whose samples are a smooth function of fixed noise adds {@link
 * SmoothSamples}.
 */
public interface DistributionContract
    extends ShapeLaws, GradientLaws, SampleLaws, WrapperLaws, ParameterLaws {}
