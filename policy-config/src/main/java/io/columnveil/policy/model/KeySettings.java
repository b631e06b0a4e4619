package io.columnveil.policy.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code keys:} section.
 *
 * @param keyring {@code file:path} (already resolved against the policy's folder) or {@code
 *     table:name}
 * @param wrappedBy provider of the key encryption key
 * @param rotateEvery age at which a data key is rotated
 * @param cacheFor how long an unwrapped key may live in memory
 * @param jceProvider name of the JCE provider to use, if fixed ({@code keys.provider})
 */
public record KeySettings(
    String keyring,
    KekProvider wrappedBy,
    Duration rotateEvery,
    Duration cacheFor,
    Optional<String> jceProvider) {}
