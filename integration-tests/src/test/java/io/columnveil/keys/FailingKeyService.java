package io.columnveil.keys;

import java.time.Duration;

/** A key service in use that tests make fail and heal. */
public interface FailingKeyService extends AutoCloseable {

  /** How a service fails. */
  enum Trouble {
    /** It answers, and will not do it. */
    REFUSES,
    /** Nobody listens. */
    DOWN,
    /** It takes requests and does not answer. */
    HANGS,
    /** It answers what nobody can understand. */
    GARBAGE
  }

  /** The lines below {@code wrappedBy:} of a policy, each indented by four blanks. */
  String wrappedBy();

  /** How long whoever asks waits for an answer. */
  Duration timeLimit();

  /** It fails from now on, or a little later. */
  void fail(Trouble trouble) throws Exception;

  /** It works again when this returns, or a little later. */
  void heal() throws Exception;

  /** How often it was asked. */
  int calls();

  /** When it last gave a good answer, by {@link System#nanoTime}. */
  long lastAnswer();

  @Override
  void close();
}
