/**
 * What must hold between the entries of a policy, and of one entry beyond its form: one class per
 * check, all of them listed in {@link io.columnveil.policy.validate.PolicyChecks}. Knows no YAML.
 */
@NullMarked
package io.columnveil.policy.validate;

import org.jspecify.annotations.NullMarked;
