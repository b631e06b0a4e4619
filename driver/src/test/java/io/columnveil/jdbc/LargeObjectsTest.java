package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Wrapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.fastpath.Fastpath;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** pgjdbc's large objects are handed out as they are: there must be no way back from them. */
class LargeObjectsTest {

  @Test
  void theyGiveNoConnectionAway() {
    for (Class<?> type : List.of(LargeObjectManager.class, LargeObject.class)) {
      for (Method method : type.getMethods()) {
        for (Class<?> raw :
            List.of(Wrapper.class, PGConnection.class, Fastpath.class, QueryExecutor.class)) {
          assertThat(raw.isAssignableFrom(method.getReturnType())).as("%s", method).isFalse();
        }
      }
      assertThat(type.getFields()).allMatch(field -> Modifier.isStatic(field.getModifiers()));
    }
  }
}
