/**
 * Providers of key encryption keys against the services that they speak to: real ones where they
 * run here (SoftHSM, Hadoop KMS), stand-ins that check what the real ones check elsewhere.
 */
@NullMarked
package io.columnveil.keys;

import org.jspecify.annotations.NullMarked;
