namespace Trellis.Platform.Record;

/// <summary>
/// How the leaf of every recorded row is worked out, as queries that trust nothing stored in the database besides the
/// rows. Each gives id, leaf, disposed_by, era and transaction. A test compares them with the functions that seal.
/// </summary>
internal static class Leaves
{
    /// <summary>A fact's coded details (of the rows aliased d) as one text.</summary>
    public const string Details = """
        string_agg(d.field || chr(30) || d.code || chr(30) || d.area || chr(30) || coalesce(d.visible_to, '-'), chr(29) order by d.field collate "C", d.code collate "C")
        """;

    public const string WordsPayload = "convert_to(coalesce(w.body, ''), 'UTF8')";

    private const string Act = """
        select a.id, sha256(convert_to(concat_ws(chr(31), 'act', a.id, a.era, a.xid, a.word, (extract(epoch from a.at) * 1000000)::bigint,
          a.user_id, coalesce(a.post_id::text, '-'), coalesce(a.agency, '-'), coalesce(a.area, '-'), coalesce(a.matter_id::text, '-')), 'UTF8')),
          null::uuid, a.era, a.xid::text::bigint
        from record.act a
        """;

    private const string Words = $"""
        select w.id, sha256(convert_to(concat_ws(chr(31), 'words', w.id, w.era, w.xid, w.kind, w.act_id, coalesce(w.area, '-'), coalesce(w.visible_to, '-')), 'UTF8')
          || coalesce(w.digest, sha256(w.salt || {WordsPayload}))), w.disposed_by, w.era, w.xid::text::bigint
        from record.words w
        """;

    private const string View = """
        select v.id, sha256(convert_to(concat_ws(chr(31), 'view', v.id, v.era, v.xid, (extract(epoch from v.at) * 1000000)::bigint, v.user_id,
          coalesce(v.post_id::text, '-'), coalesce(v.agency, '-'), coalesce(v.area, '-'), v.what, v.purpose), 'UTF8')
          || coalesce(v.digest, sha256(v.salt || convert_to(concat_ws(chr(31), array_to_string(v.people, ','), coalesce(v.matter_id::text, '-')), 'UTF8')))), v.disposed_by, v.era, v.xid::text::bigint
        from record.view v
        """;

    /// <summary>In the order seals hold them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Act,
        Words,
        $"""
        select f.id, sha256(convert_to(concat_ws(chr(31), 'fact', f.id, f.era, f.xid, f.act_id, f.kind, f.area, (extract(epoch from f.recorded) * 1000000)::bigint), 'UTF8')
          || coalesce(f.digest, sha256(f.salt || {FactPayload("d.details")}))), f.disposed_by, f.era, f.xid::text::bigint
        from record.fact f
        left join (select d.fact_id, {Details} as details from record.fact_detail d group by d.fact_id) d on d.fact_id = f.id
        """,
        View,
    ];

    /// <summary>The erasable part of a fact, as bytes.</summary>
    public static string FactPayload(string details) => $"""
        convert_to(concat_ws(chr(31),
          coalesce(f.person_id::text, '-'), coalesce(f.matter_id::text, '-'), coalesce(f.origin_id::text, '-'), coalesce(f.source_id::text, '-'),
          coalesce(f.because_id::text, '-'), coalesce(f.agency, '-'), (extract(epoch from f.occurred_at) * 1000000)::bigint, f.day_only::text,
          (f.occurred_on - date '2000-01-01')::text, coalesce(f.visible_to, '-'), coalesce(f.corrects_id::text, '-'), f.void::text,
          coalesce(encode(f.frozen, 'hex'), '-'), coalesce({details}, '')), 'UTF8')
        """;
}
