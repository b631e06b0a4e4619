package io.columnveil.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LiteralTextTest {

  private static final LogicalType TIMESTAMPTZ = LogicalType.of(TypeName.TIMESTAMPTZ);
  private static final ZoneId ZONE = ZoneOffset.ofHours(2);

  @Test
  void readsTimestampLiteralInTheSessionsZone() {
    assertThat(LiteralText.parse("TIMESTAMP", "2021-03-04 05:06:07", TIMESTAMPTZ, ZONE))
        .isEqualTo(OffsetDateTime.of(2021, 3, 4, 5, 6, 7, 0, ZoneOffset.ofHours(2)));
  }

  @Test
  void refusesAnOffsetInTimestampLiteralsThatTheDatabaseWouldIgnore() {
    assertThatThrownBy(
            () -> LiteralText.parse("TIMESTAMP", "2021-03-04 05:06:07+05", TIMESTAMPTZ, ZONE))
        .isInstanceOf(IssueException.class)
        .hasMessageNotContaining("2021");
  }
}
