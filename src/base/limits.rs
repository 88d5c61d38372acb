//! Every cap in one place, each with its reason. Reaching one is an error that names it, never a shorter result.

/// The caps within which a document is read and judged.
///
/// [`Limits::DEFAULT`] suits a public verifier; raise a field for a known, larger source.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one credential, proof or fetched document: no honest badge is near 1 MiB.
    pub document_bytes: usize,
    /// Nested arrays and objects; the deepest published sample has 12.
    pub json_depth: usize,
    /// Values, keys not counted, in one JSON document.
    pub json_nodes: usize,
    /// Entries of one `@context`; in the general JSON-LD processor also contexts that name each other, and documents of contexts.
    pub contexts: usize,
    /// Work units of one document in the general JSON-LD processor (terms defined, eighths of terms copied, 64-byte
    /// blocks of text). Scopes within scopes are exponential on hostile contexts; the badges of others that are compared with take at most 22,099.
    pub ld_work: u64,
    /// Statements of one expanded document.
    pub quads: usize,
    /// Work units of one canonicalisation (calls, permutations, quads hashed, 64-byte blocks hashed).
    /// RDFC-1.0 is factorial on hostile graphs; the hardest legal W3C cases take 18,834.
    pub canon_work: u64,
    /// Proofs on one document.
    pub proofs: usize,
    /// Proofs before a proof that sign each other in a row: each makes the document be canonicalised once more.
    pub proof_chain: usize,
    /// Characters of a `proofValue`, checked before base58, whose cost is quadratic.
    pub proof_value_chars: usize,
    /// Characters of the `proofValue` of a badge that is shown in part: 86 of them cost one signature check.
    pub selective_proof_chars: usize,
    /// Bytes of one status list as it travels: the longest list within the next limit, if nothing in it repeats.
    pub status_list_bytes: usize,
    /// Bytes of a status list once unpacked: 2^26 entries of one bit.
    pub status_list_unpacked_bytes: usize,
    /// Status entries of one badge.
    pub status_entries: usize,
    /// Bytes of a PNG file.
    pub png_bytes: usize,
    /// Bytes of an SVG file.
    pub svg_bytes: usize,
    /// Bytes of a bundle: a picture and a status list of the largest size, as text.
    pub bundle_bytes: usize,
    /// Nested elements of an SVG.
    pub svg_depth: usize,
    /// Attributes, namespace declarations included, on one SVG tag.
    pub svg_attributes: usize,
    /// Endorsements of one badge, with those of its endorsers. Together they may cost as much as the badge itself.
    pub endorsements: usize,
    /// Endorsements of endorsers in a row: an endorsement of the badge is the first.
    pub endorsement_depth: usize,
    /// Pairs of a schema and a value that one declared schema leads to: with references each can double the next.
    pub schema_work: u64,
    /// Patterns in one declared schema: each is compiled.
    pub schema_patterns: usize,
    /// Schemas inside each other while one is applied, references among them.
    pub schema_depth: usize,
    /// Badges considered for one award.
    pub stack_badges: usize,
    /// Nodes visited while searching for an allocation.
    pub stack_work: u64,
    /// Characters of one text in a picture: each is shaped once for every font and letter size that is tried.
    pub picture_text_chars: usize,
    /// Pixels of a side of a picture: 64 MiB while it is drawn.
    pub picture_side_pixels: u32,
    /// Bytes of a logo, which every picture holds.
    pub logo_bytes: usize,
    /// Bytes of a font: the largest collections of Han characters have about 20 MiB.
    pub font_bytes: usize,
    /// Seconds by which two honest clocks may differ.
    pub clock_skew_seconds: u32,
}

impl Limits {
    /// Caps for a verifier that reads files from strangers.
    pub const DEFAULT: Self = Self {
        document_bytes: 1 << 20,
        json_depth: 64,
        json_nodes: 50_000,
        contexts: 16,
        ld_work: 1_000_000,
        quads: 20_000,
        canon_work: 200_000,
        proofs: 16,
        proof_chain: 8,
        proof_value_chars: 200,
        selective_proof_chars: 1 << 16,
        status_list_bytes: 14 << 20,
        status_list_unpacked_bytes: 8 << 20,
        status_entries: 16,
        png_bytes: 32 << 20,
        svg_bytes: 8 << 20,
        bundle_bytes: 64 << 20,
        svg_depth: 256,
        svg_attributes: 1_024,
        endorsements: 64,
        endorsement_depth: 2,
        schema_work: 500_000,
        schema_patterns: 512,
        schema_depth: 256,
        stack_badges: 10_000,
        stack_work: 1_000_000,
        picture_text_chars: 2_000,
        picture_side_pixels: 4_096,
        logo_bytes: 256 << 10,
        font_bytes: 64 << 20,
        clock_skew_seconds: 300,
    };
}

impl Limits {
    /// The limits of one of so many documents, which together may cost as much work as one.
    #[must_use]
    pub fn shared_by(&self, documents: usize) -> Self {
        let documents = u64::try_from(documents).unwrap_or(u64::MAX).max(1);
        let share = |work: u64| work.checked_div(documents).unwrap_or_default();
        Self { ld_work: share(self.ld_work), canon_work: share(self.canon_work), ..self.clone() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
