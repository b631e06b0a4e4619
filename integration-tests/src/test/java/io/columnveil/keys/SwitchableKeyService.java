package io.columnveil.keys;

import io.columnveil.keys.SwitchableProvider.State;
import java.time.Duration;

/** A provider inside this process that stands in for a service. One at a time. */
public final class SwitchableKeyService implements FailingKeyService {

  /** It works. */
  public SwitchableKeyService() {
    SwitchableProvider.slowness = timeLimit();
    heal();
  }

  @Override
  public String wrappedBy() {
    return "    provider: switchable\n";
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void fail(Trouble trouble) {
    SwitchableProvider.state =
        switch (trouble) {
          case REFUSES -> State.REFUSING;
          case DOWN -> State.DOWN;
          case HANGS -> State.SLOW;
          case GARBAGE -> State.BROKEN;
        };
  }

  @Override
  public void heal() {
    SwitchableProvider.state = State.UP;
  }

  @Override
  public int calls() {
    return SwitchableProvider.CALLS.get();
  }

  @Override
  public long lastAnswer() {
    return SwitchableProvider.lastAnswer;
  }

  @Override
  public void close() {
    heal();
  }
}
