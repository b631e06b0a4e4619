package io.columnveil.jdbc;

import java.lang.reflect.Array;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Copies values that the application may change after it has set them. Drivers send what a value
 * was when it was set, and we may read it later: for the next execution, or for a new plan.
 */
final class MutableValues {

  private MutableValues() {}

  /** The value, or a copy that nobody else knows. */
  @SuppressWarnings("unchecked") // a copy is of the same class
  static <T> @Nullable T copy(@Nullable T value) {
    if (value instanceof String || value instanceof Number) {
      return value; // what most are
    }
    if (value instanceof Date date) {
      return (T) date.clone();
    }
    if (value instanceof Calendar calendar) {
      return (T) calendar.clone();
    }
    return value != null && value.getClass().isArray() ? (T) copyOfArray(value) : value;
  }

  private static Object copyOfArray(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    if (copy instanceof @Nullable Object[] elements) {
      for (int i = 0; i < length; i++) {
        elements[i] = copy(elements[i]);
      }
    }
    return copy;
  }
}
