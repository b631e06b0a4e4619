package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {

  private final Sightings sightings = new Sightings();

  @Test
  void knowsATextThatCameBefore() {
    assertThat(sightings.isSecond("SELECT 1")).isFalse();
    assertThat(sightings.isSecond("SELECT 2")).isFalse();
    assertThat(sightings.isSecond("SELECT 1")).isTrue();
    assertThat(sightings.isSecond("SELECT 1")).isTrue();
  }

  @Test
  void spreadsTextsThatDifferInANumber() {
    int forgotten = 0;
    for (int i = 0; i < 1000; i++) {
      sightings.isSecond("SELECT name FROM towns WHERE id = " + i);
    }
    for (int i = 0; i < 1000; i++) {
      if (!sightings.isSecond("SELECT name FROM towns WHERE id = " + i)) {
        forgotten++;
      }
    }
    assertThat(forgotten).isLessThan(500);
  }
}
