package io.columnveil.store;

/**
 * The queries of {@link PostgresCatalogReader}, for the catalog that all sessions share or for the
 * objects that only the asking session has. Every name is qualified: the application's search path
 * may hold tables that look like the catalog's.
 *
 * @param relationFilter which rows of {@code pg_class c}
 * @param routineFilter which rows of {@code pg_proc p}
 */
record PostgresCatalogSql(String relationFilter, String routineFilter) {

  // Objects from initdb have lower oids.
  private static final String USER_OBJECT = ">= 16384";

  static final PostgresCatalogSql SHARED =
      new PostgresCatalogSql(
          """
          c.relpersistence <> 't' AND c.relnamespace NOT IN (
            SELECT n.oid FROM pg_catalog.pg_namespace n
            WHERE n.nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))\
          """,
          """
          p.oid %s AND p.pronamespace NOT IN (
            SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname LIKE 'pg\\_temp\\_%%')\
          """
              .formatted(USER_OBJECT));

  static final PostgresCatalogSql TEMPORARY =
      new PostgresCatalogSql(
          "c.relnamespace = pg_catalog.pg_my_temp_schema()",
          "p.pronamespace = pg_catalog.pg_my_temp_schema()");

  /**
   * Sums of hashes over what later plans rest on. Not over whole rows: TRUNCATE, REFRESH and
   * ANALYZE touch them without changing what names mean.
   */
  static final String FINGERPRINT =
      """
      WITH rel AS MATERIALIZED (
        SELECT c.oid, c.relname, c.relnamespace, c.relkind FROM pg_catalog.pg_class c
        WHERE c.oid >= 16384 AND c.relpersistence <> 't'
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S'))
      SELECT pg_catalog.concat_ws('.',
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(r.oid, r.relname, r.relnamespace, r.relkind), 0)) FROM rel r),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation,
               a.attisdropped, a.attgenerated, a.atthasdef), 0))
         FROM pg_catalog.pg_attribute a
         WHERE a.attnum > 0 AND a.attrelid IN (SELECT r.oid FROM rel r WHERE r.relkind <> 'S')),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(w.oid, w.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_rewrite w WHERE w.ev_class IN (SELECT r.oid FROM rel r)),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(t.oid, t.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_trigger t WHERE t.tgrelid IN (SELECT r.oid FROM rel r)),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(k.oid, k.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_constraint k WHERE k.conrelid IN (SELECT r.oid FROM rel r)),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(d.oid, d.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_attrdef d WHERE d.adrelid IN (SELECT r.oid FROM rel r)),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(i.inhrelid, i.inhparent, i.inhdetachpending), 0))
         FROM pg_catalog.pg_inherits i),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(p.oid, p.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_proc p WHERE p.oid >= 16384),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(ROW(n.oid, n.nspname), 0))
         FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_(toast_)?temp_')),
      pg_catalog.concat_ws('.',
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(m.roleid, m.member, m.xmin::pg_catalog.text), 0)) FROM pg_catalog.pg_auth_members m),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(o.oid, o.rolname, o.rolinherit), 0)) FROM pg_catalog.pg_roles o))
      """;

  String relations() {
    return """
    WITH RECURSIVE base(oid, typname, root, typmod) AS (
      SELECT t.oid, t.typname, t.typbasetype, t.typtypmod FROM pg_catalog.pg_type t
      UNION ALL
      SELECT b.oid, t.typname, t.typbasetype,
        CASE WHEN b.typmod >= 0 THEN b.typmod ELSE t.typtypmod END
      FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.root WHERE b.root <> 0)
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence,
      a.attname, a.attgenerated, b.typname,
      CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE b.typmod END AS typmod,
      b.typname = 'citext' OR NOT COALESCE(l.collisdeterministic, true) AS loose,
      a.atthasdef AND a.attgenerated = ''
        AND (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d
             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) !~ '^NULL(::|$)' AS defaulted
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a
      ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN base b ON b.oid = a.atttypid AND b.root = 0
    LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND %s
    ORDER BY c.oid, a.attnum
    """
        .formatted(relationFilter);
  }

  /**
   * The queries of views, qualified because the search path is empty while they are printed. It is
   * set for the transaction only and set back by the same query; the order is forced by each step's
   * use of the one before.
   */
  String definitions() {
    return """
    WITH before AS MATERIALIZED (
      SELECT pg_catalog.current_setting('search_path') AS path),
    emptied AS MATERIALIZED (
      SELECT pg_catalog.set_config('search_path', pg_catalog.left(b.path, 0), true) AS path
      FROM before b),
    printed AS MATERIALIZED (
      SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid) || e.path AS definition
      FROM emptied e CROSS JOIN pg_catalog.pg_class c
      WHERE c.relkind IN ('v', 'm') AND %s),
    restored AS MATERIALIZED (
      SELECT pg_catalog.set_config('search_path', b.path, true) AS path
      FROM before b, (SELECT pg_catalog.count(p.definition) FROM printed p) done)
    SELECT p.oid, p.definition FROM restored r LEFT JOIN printed p ON true
    """
        .formatted(relationFilter);
  }

  String parents() {
    return """
    SELECT i.inhrelid, n.nspname, q.relname
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    JOIN pg_catalog.pg_class q ON q.oid = i.inhparent
    JOIN pg_catalog.pg_namespace n ON n.oid = q.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND %s
    ORDER BY i.inhrelid, i.inhseqno
    """
        .formatted(relationFilter);
  }

  /** The text holds types and defaults of parameters too: they may name tables and functions. */
  String routines() {
    return """
    SELECT n.nspname, p.proname, g.lanname, COALESCE(x.extname, '') AS extension,
      pg_catalog.concat_ws(' ', p.prosrc, p.sqlbody, pg_catalog.pg_get_function_result(p.oid),
        pg_catalog.pg_get_function_arguments(p.oid)) AS body
    FROM (SELECT p.*, CASE WHEN p.prosqlbody IS NULL THEN ''
            ELSE pg_catalog.pg_get_function_sqlbody(p.oid) END AS sqlbody
          FROM pg_catalog.pg_proc p) p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language g ON g.oid = p.prolang
    LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
      AND d.objid = p.oid AND d.deptype = 'e'
    LEFT JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
    WHERE %s
    """
        .formatted(routineFilter);
  }

  /** Rules, triggers, defaults, check constraints and row policies belong to their tables. */
  String reaches() {
    return """
    WITH part(classid, objid, owner, onwrite) AS (
      SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, w.ev_class,
        w.ev_type <> '1' FROM pg_catalog.pg_rewrite w
      UNION ALL
      SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, t.tgrelid, true
        FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal
      UNION ALL
      SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid, d.adrelid, true
        FROM pg_catalog.pg_attrdef d
      UNION ALL
      SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, k.conrelid, true
        FROM pg_catalog.pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0
      UNION ALL
      SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, y.oid, y.polrelid, false
        FROM pg_catalog.pg_policy y)
    SELECT DISTINCT 'r', n.nspname, c.relname, 'r', rn.nspname, rc.relname, b.onwrite
    FROM part b
    JOIN pg_catalog.pg_class c ON c.oid = b.owner
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_depend d ON d.classid = b.classid AND d.objid = b.objid
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> b.owner
    JOIN pg_catalog.pg_class rc ON rc.oid = d.refobjid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE %1$s
    UNION
    SELECT DISTINCT 'r', n.nspname, c.relname, 'f', rn.nspname, rp.proname, b.onwrite
    FROM part b
    JOIN pg_catalog.pg_class c ON c.oid = b.owner
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_depend d ON d.classid = b.classid AND d.objid = b.objid
      AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    JOIN pg_catalog.pg_proc rp ON rp.oid = d.refobjid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = rp.pronamespace
    WHERE %1$s
    UNION
    SELECT DISTINCT 'f', n.nspname, p.proname, 'r', rn.nspname, rc.relname, false
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
      AND d.objid = p.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    JOIN pg_catalog.pg_class rc ON rc.oid = d.refobjid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE %2$s
    """
        .formatted(relationFilter, routineFilter);
  }

  String foreignKeys() {
    return """
    SELECT n.nspname, c.relname,
      ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
      rn.nspname, rc.relname,
      ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey))
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class rc ON rc.oid = k.confrelid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE k.contype = 'f' AND (k.confupdtype IN ('c', 'n', 'd') OR k.confdeltype IN ('n', 'd'))
      AND %s
    """
        .formatted(relationFilter);
  }
}
