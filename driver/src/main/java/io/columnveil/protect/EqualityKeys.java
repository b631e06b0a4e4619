package io.columnveil.protect;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import org.jspecify.annotations.Nullable;

/**
 * What makes values of one column comparable: by its active key and, while that is rotated, by the
 * next one. Each is made when first needed. Not thread-safe.
 */
final class EqualityKeys {

  private final ProtectedColumn column;
  private final CipherCache cache;
  private @Nullable KeyCiphers current;
  private @Nullable KeyCiphers next;
  private @Nullable KeyTokens currentTokens;
  private @Nullable KeyTokens nextTokens;

  EqualityKeys(ProtectedColumn column, CipherCache cache) {
    this.column = column;
    this.cache = cache;
  }

  /** The ciphers of deterministic values. */
  KeyCiphers ciphers(EqualityKey key) {
    KeyCiphers found = key == EqualityKey.CURRENT ? current : next;
    if (found == null) {
      if (key == EqualityKey.CURRENT) {
        found = current = cache.activeForEquality(column.domain());
      } else {
        found = next = cache.withKey(nextKey());
      }
    }
    return found;
  }

  /** What makes lookup tokens. */
  KeyTokens tokens(EqualityKey key, int normalizerVersion) {
    KeyTokens found = key == EqualityKey.CURRENT ? currentTokens : nextTokens;
    if (found == null) {
      if (key == EqualityKey.CURRENT) {
        found = currentTokens = cache.tokens(column.domain(), normalizerVersion);
      } else {
        found = nextTokens = cache.tokensWithKey(nextKey(), normalizerVersion);
      }
    }
    return found;
  }

  private int nextKey() {
    return column
        .rotation()
        .map(EqualityRotation::nextKey)
        .orElseThrow(() -> new IllegalStateException("no rotation is under way"));
  }
}
