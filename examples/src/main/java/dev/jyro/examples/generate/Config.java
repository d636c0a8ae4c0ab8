package dev.jyro.examples.generate;

/**
 * What is generated and scored. Images are those of the test set, by their numbers from 0.
 *
 * @param image which one gets variants
 * @param temperature what the encoder's standard deviation is multiplied by in the farthest of them
 * @param first where the way between two images begins
 * @param second where it ends
 * @param draws codes drawn of an image for its score
 * @param limit how many images are scored, 0 for all
 * @param seed decides all randomness
 */
record Config(
    int image, double temperature, int first, int second, int draws, int limit, long seed) {}
