package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import org.jspecify.annotations.Nullable;

/**
 * How one session reads the cells of one protected result column. What a session may not do it has
 * no reader for: modes are objects.
 */
public interface CellReader {

  /** The column that it reads. */
  ProtectedColumn column();

  /** The form in which to fetch the stored value. */
  default Storage storage() {
    return column().storage();
  }

  /** The type that the application sees. */
  default LogicalType type() {
    return column().type();
  }

  /**
   * What the application sees of a stored value.
   *
   * @param stored {@code String} or {@code byte[]} by {@link #storage()}, or null
   * @return a value of the canonical class of {@link #type()}
   * @throws io.columnveil.issue.IssueException if the value is rejected, keys are not at hand, or
   *     the session may not read it
   */
  @Nullable Object read(@Nullable Object stored);

  /**
   * Refuses classes that the session may not ask for: ciphertext is no number.
   *
   * @throws io.columnveil.issue.IssueException 42501
   */
  default void requireReadableAs(Class<?> target) {}

  /** Whether a class can hold ciphertext or masked text, which are never a number or a date. */
  static boolean isText(Class<?> target) {
    return target == String.class || target == Object.class || target == byte[].class;
  }

  /** Whether what is read is masked. */
  default boolean isMasked() {
    return false;
  }
}
