package io.columnveil.keys;

/** What may be told of an exception that is not ours: its message may hold anything, a key too. */
public final class Failure {

  private Failure() {}

  /** The class of it and of its cause, and the place in the code. */
  public static String place(Throwable problem) {
    StringBuilder place = new StringBuilder(problem.getClass().getName());
    StackTraceElement[] stack = problem.getStackTrace();
    if (stack.length > 0) {
      place.append(" at ").append(stack[0]);
    }
    Throwable cause = problem.getCause();
    if (cause != null) {
      place.append(", because of ").append(cause.getClass().getName());
    }
    return place.toString();
  }
}
