package dev.jyro.distribution;

/**
 * What every distribution of vectors or matrices keeps, as {@link DistributionContract} is for
 * single numbers. A family whose samples are a smooth function of fixed noise adds {@link
 * SmoothEvents}.
 */
public interface MultivariateContract
    extends EventShapeLaws,
        EventGradientLaws,
        EventSampleLaws,
        EventWrapperLaws,
        EventParameterLaws {}
