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

  /**
   * What is printed with the search path of {@code emptied} is qualified, see {@link #definitions}.
   */
  private static final String WITH_EMPTY_PATH =
      """
      WITH before AS MATERIALIZED (
        SELECT pg_catalog.current_setting('search_path') AS path),
      emptied AS MATERIALIZED (
        SELECT pg_catalog.set_config('search_path', pg_catalog.left(b.path, 0), true) AS path
        FROM before b),
      """;

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
        SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relrowsecurity
        FROM pg_catalog.pg_class c
        WHERE c.oid >= 16384 AND c.relpersistence <> 't'
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S'))
      SELECT pg_catalog.concat_ws('.',
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(r.oid, r.relname, r.relnamespace, r.relkind, r.relrowsecurity), 0)) FROM rel r),
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
         FROM pg_catalog.pg_constraint k
         WHERE k.conrelid IN (SELECT r.oid FROM rel r) OR k.contypid <> 0),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(d.oid, d.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_attrdef d WHERE d.adrelid IN (SELECT r.oid FROM rel r)),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(i.inhrelid, i.inhparent, i.inhdetachpending), 0))
         FROM pg_catalog.pg_inherits i),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(p.oid, p.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_proc p WHERE p.oid >= 16384),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(o.oid, o.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_operator o WHERE o.oid >= 16384),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(c.oid, c.xmin::pg_catalog.text), 0))
         FROM pg_catalog.pg_cast c WHERE c.oid >= 16384),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(y.oid, y.xmin::pg_catalog.text), 0)) FROM pg_catalog.pg_policy y),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(i.indexrelid, i.indrelid), 0))
         FROM pg_catalog.pg_index i WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL),
        (SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
           ROW(f.ftrelid, f.xmin::pg_catalog.text), 0)) FROM pg_catalog.pg_foreign_table f),
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
             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) !~ '^NULL(::|$)' AS defaulted,
      ARRAY(SELECT s.attname::pg_catalog.text
            FROM pg_catalog.pg_attrdef d
            JOIN pg_catalog.pg_depend p ON p.objid = d.oid
              AND p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
              AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND p.refobjid = d.adrelid
            JOIN pg_catalog.pg_attribute s ON s.attrelid = d.adrelid AND s.attnum = p.refobjsubid
            WHERE a.attgenerated <> '' AND d.adrelid = a.attrelid AND d.adnum = a.attnum
              AND s.attnum <> a.attnum) AS computed,
      c.relrowsecurity AND EXISTS (
        SELECT FROM pg_catalog.pg_policy y
        JOIN pg_catalog.pg_depend p ON p.objid = y.oid
          AND p.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
          AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum
        WHERE y.polrelid = a.attrelid) AS decides,
      EXISTS (
        SELECT FROM pg_catalog.pg_constraint k
        WHERE k.conrelid = c.oid AND k.contype = 'p' AND NOT k.condeferrable
          AND a.attnum = ANY(k.conkey))
        AND NOT (c.relkind = 'r' AND EXISTS (
          SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)) AS keyed
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
    return WITH_EMPTY_PATH
        + """
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

  /**
   * Views that take INSERT, UPDATE and DELETE (8, 4 and 16) without triggers or rules of their own.
   */
  String changeableViews() {
    return """
    SELECT c.oid
    FROM pg_catalog.pg_class c
    WHERE c.relkind = 'v' AND %s
      AND (pg_catalog.pg_relation_is_updatable(c.oid, false) & 28) = 28
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid)
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid AND w.ev_type <> '1')
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

  /**
   * The text holds types and defaults of parameters too: they may name tables and functions. Bodies
   * that the database keeps as trees are printed qualified, as {@link #definitions} are.
   */
  String routines() {
    return WITH_EMPTY_PATH
        + """
    printed AS MATERIALIZED (
      SELECT n.nspname, p.proname, p.prokind::pg_catalog.text AS prokind, g.lanname,
        COALESCE(x.extname, '') AS extension, p.prosrc,
        CASE WHEN p.prosqlbody IS NULL THEN ''
          ELSE pg_catalog.pg_get_function_sqlbody(p.oid) || e.path END AS sqlbody,
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_function_result(p.oid) || e.path,
          pg_catalog.pg_get_function_arguments(p.oid) || e.path) AS signature,
        COALESCE(p.proargnames, '{}') AS argnames,
        COALESCE(p.proargmodes::pg_catalog.text[], '{}') AS argmodes,
        ARRAY(SELECT t.typname::pg_catalog.text
              FROM pg_catalog.unnest(p.proallargtypes) WITH ORDINALITY a(oid, n)
              JOIN pg_catalog.pg_type t ON t.oid = a.oid ORDER BY a.n) AS argtypes,
        r.typname AS returns, rn.nspname AS rowschema, rc.relname AS rowname,
        (SELECT pg_catalog.substr(c.setting, 13)
         FROM pg_catalog.unnest(p.proconfig) c(setting)
         WHERE pg_catalog.starts_with(c.setting, 'search_path=')) AS path
      FROM emptied e CROSS JOIN pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_catalog.pg_language g ON g.oid = p.prolang
      JOIN pg_catalog.pg_type r ON r.oid = p.prorettype
      LEFT JOIN pg_catalog.pg_class rc ON rc.oid = r.typrelid AND rc.relkind <> 'c'
      LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
      LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        AND d.objid = p.oid AND d.deptype = 'e'
      LEFT JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
      WHERE %s),
    restored AS MATERIALIZED (
      SELECT pg_catalog.set_config('search_path', b.path, true) AS restored
      FROM before b, (SELECT pg_catalog.count(p.signature) FROM printed p) done)
    SELECT p.* FROM restored r CROSS JOIN printed p
    """
            .formatted(routineFilter);
  }

  /** Foreign tables, with what is told of the tables behind them. */
  static final String WINDOWS =
      """
      SELECT n.nspname, c.relname, pg_catalog.concat_ws(' ', c.relname,
        pg_catalog.array_to_string(f.ftoptions, ' '),
        (SELECT pg_catalog.string_agg(pg_catalog.array_to_string(a.attfdwoptions, ' '), ' ')
         FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0))
      FROM pg_catalog.pg_foreign_table f
      JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      """;

  static final String BUILT_IN =
      "SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p WHERE p.oid < 16384";

  /**
   * Rules, triggers, defaults, check constraints, row policies, indexes and partition keys belong
   * to their tables; aggregates, operators, casts and domains run functions without naming them.
   * Functions written in C that stand behind operators and casts are left out: only a superuser
   * makes them, and every extension brings some.
   */
  String reaches() {
    return """
    WITH part(classid, objid, owner, onuse) AS (
      SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, w.ev_class,
        CASE w.ev_type WHEN '1' THEN 'DEFINED' ELSE 'WRITTEN' END FROM pg_catalog.pg_rewrite w
      UNION ALL
      SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, t.tgrelid, 'WRITTEN'
        FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal
      UNION ALL
      SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid, d.adrelid, 'WRITTEN'
        FROM pg_catalog.pg_attrdef d
      UNION ALL
      SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, k.conrelid, 'WRITTEN'
        FROM pg_catalog.pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0
      UNION ALL
      SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, y.oid, y.polrelid, 'USED'
        FROM pg_catalog.pg_policy y
      UNION ALL
      SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, i.indrelid, 'WRITTEN'
        FROM pg_catalog.pg_index i WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
      UNION ALL
      SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, p.partrelid, p.partrelid, 'WRITTEN'
        FROM pg_catalog.pg_partitioned_table p
      UNION ALL
      SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, p.partrelid, i.inhrelid, 'WRITTEN'
        FROM pg_catalog.pg_partitioned_table p
        JOIN pg_catalog.pg_inherits i ON i.inhparent = p.partrelid),
    target(classid, objid, kind, schema, name) AS (
      SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 'r', n.nspname, c.relname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      UNION ALL
      SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'f', n.nspname, p.proname
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE p.oid >= 16384
      UNION ALL
      SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'o', n.nspname, o.oprname
        FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
        WHERE o.oid >= 16384
      UNION ALL
      SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 't', n.nspname, t.typname
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        WHERE t.oid >= 16384),
    source(classid, objid, kind, schema, name, refclassid, refobjid, onuse) AS (
      SELECT b.classid, b.objid, 'r', n.nspname, c.relname, d.refclassid, d.refobjid, b.onuse
        FROM part b
        JOIN pg_catalog.pg_class c ON c.oid = b.owner
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_depend d ON d.classid = b.classid AND d.objid = b.objid
          AND d.refobjid <> b.owner
        WHERE %1$s
      UNION ALL
      SELECT d.classid, d.objid, 'f', n.nspname, p.proname, d.refclassid, d.refobjid, 'DEFINED'
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
          AND d.objid = p.oid
        WHERE %2$s
      UNION ALL
      SELECT d.classid, d.objid, 't', n.nspname, t.typname, d.refclassid, d.refobjid, 'DEFINED'
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_type t ON t.oid = k.contypid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
          AND d.objid = k.oid
      UNION ALL
      SELECT t.tableoid, t.oid, 't', n.nspname, t.typname, t.tableoid, e.oid, 'DEFINED'
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_type e ON e.oid IN (t.typbasetype, t.typelem)
        WHERE t.oid >= 16384
      UNION ALL
      SELECT t.tableoid, t.oid, 't', n.nspname, t.typname, t.tableoid, a.atttypid, 'DEFINED'
        FROM pg_catalog.pg_type t
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
        WHERE t.oid >= 16384 AND t.typrelid <> 0 AND a.atttypid >= 16384
      UNION ALL
      SELECT c.tableoid, c.oid, 'r', n.nspname, c.relname,
          'pg_catalog.pg_type'::pg_catalog.regclass, a.atttypid, 'USED'
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE a.atttypid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'm') AND %1$s
      UNION ALL
      SELECT k.tableoid, k.oid, 't', n.nspname, t.typname,
          'pg_catalog.pg_proc'::pg_catalog.regclass, k.castfunc, 'DEFINED'
        FROM pg_catalog.pg_cast k
        JOIN pg_catalog.pg_type t ON t.oid IN (k.castsource, k.casttarget) AND t.oid >= 16384
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_proc p ON p.oid = k.castfunc
        JOIN pg_catalog.pg_language g ON g.oid = p.prolang AND g.lanname NOT IN ('c', 'internal')
      UNION ALL
      SELECT o.tableoid, o.oid, 'o', n.nspname, o.oprname,
          'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'DEFINED'
        FROM pg_catalog.pg_operator o
        JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
        JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
        JOIN pg_catalog.pg_language g ON g.oid = p.prolang AND g.lanname NOT IN ('c', 'internal')
        WHERE o.oid >= 16384)
    SELECT DISTINCT s.kind, s.schema, s.name, t.kind, t.schema, t.name, s.onuse
    FROM source s JOIN target t ON t.classid = s.refclassid AND t.objid = s.refobjid
    WHERE (s.kind, s.schema, s.name) IS DISTINCT FROM (t.kind, t.schema, t.name)
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
