// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

/**
 * How many units of a hidden layer are dead: have the activation 0 for every training example that
 * was evaluated at the end of the epoch, and so neither an output nor a gradient.
 *
 * @param layer the layer's name, such as {@code hidden1}
 * @param units how many units it has
 * @param dead how many of them are dead
 */
public record DeadUnitsRecord(String layer, int units, int dead) {}
