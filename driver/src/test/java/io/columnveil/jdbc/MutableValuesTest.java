package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import org.junit.jupiter.api.Test;

class MutableValuesTest {

  @Test
  void copiesWhatArraysHoldToo() {
    Object[] elements = {new byte[] {1}, Timestamp.valueOf("2026-11-28 09:00:00"), "text", null};
    Object[] copy = MutableValues.copy(elements);
    ((byte[]) elements[0])[0] = 9;
    ((Timestamp) elements[1]).setNanos(9);
    elements[2] = "other";
    assertThat(copy)
        .containsExactly(new byte[] {1}, Timestamp.valueOf("2026-11-28 09:00:00"), "text", null);
  }

  @Test
  void keepsTheClassOfAnArray() {
    assertThat(MutableValues.copy(new Integer[] {1, 2})).isInstanceOf(Integer[].class);
    assertThat(MutableValues.copy(new long[] {1, 2})).containsExactly(1, 2);
  }
}
