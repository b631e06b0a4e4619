/**
 * From YAML text to the policy model, with the position of every key. The only user of the YAML
 * library; knows what one entry may say, not how entries fit together.
 */
@NullMarked
package io.columnveil.policy.parse;

import org.jspecify.annotations.NullMarked;
