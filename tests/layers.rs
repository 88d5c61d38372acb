//! The floors of `docs/architecture.md`, as a test: which module may name which, and what the library may never touch.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each floor and the floors that it may name.
const FLOORS: [(&str, &[&str]); 10] = [
    ("base", &[]),
    ("codec", &["base"]),
    ("model", &["base"]),
    ("proof", &["base", "codec"]),
    ("wire", &["base", "codec", "model"]),
    ("render", &["base", "codec", "model"]),
    ("issue", &["base", "codec", "model", "proof", "wire"]),
    ("verify", &["base", "codec", "model", "proof", "wire"]),
    ("stack", &["base", "codec", "model", "verify"]),
    ("bin", &[]),
];

/// What only the command line may name.
const FORBIDDEN: [&str; 13] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "OsRng",
    "getrandom",
    "static mut",
];

#[test]
fn every_folder_has_a_floor() {
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let known = name == "lib" || FLOORS.iter().any(|(floor, _)| *floor == name);
        assert!(known, "src/{name} is on no floor: give it one in tests/layers.rs and docs/architecture.md");
    }
}

#[test]
fn no_floor_names_one_that_it_may_not() {
    let mut broken = Vec::new();
    for (floor, files) in library() {
        let allowed = FLOORS.iter().find(|(name, _)| *name == floor).unwrap().1;
        for file in files {
            for (line, text) in code_lines(&file) {
                for named in named_floors(&text) {
                    let known = FLOORS.iter().any(|(name, _)| *name == named);
                    if known && named != floor && !allowed.contains(&named.as_str()) {
                        broken.push(format!("{}:{line}: {floor} names {named}", file.display()));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "arrows that do not exist:\n{}", broken.join("\n"));
}

#[test]
fn the_library_touches_no_file_socket_clock_or_chance() {
    let mut broken = Vec::new();
    for (_, files) in library() {
        for file in files {
            for (line, text) in code_lines(&file) {
                for word in FORBIDDEN.iter().filter(|word| text.contains(**word)) {
                    broken.push(format!("{}:{line}: {word}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "not in the library:\n{}", broken.join("\n"));
}

#[test]
fn the_command_line_uses_the_public_door_only() {
    for file in rust_files(Path::new("src/bin")) {
        for (line, text) in code_lines(&file) {
            let inner = text.contains("#[path") || text.contains("include!");
            assert!(!inner, "{}:{line}: reaches into the library", file.display());
        }
    }
}

#[test]
fn no_file_has_two_subjects() {
    const LONGEST: usize = 600;
    for file in rust_files(Path::new("src")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: split it by subject", file.display());
    }
}

#[test]
fn the_core_depends_on_no_network_or_async_crate() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let metadata = metadata();
    let needed = needed_at_run_time(&metadata);
    let packages = metadata["packages"].as_array().unwrap().iter();
    let names: BTreeSet<&str> = packages
        .filter(|package| needed.contains(package["id"].as_str().unwrap()))
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    assert!(names.contains("serde"), "the dependency tree was not read");
    for name in ["tokio", "mio", "socket2", "reqwest", "hyper", "axum", "async-std", "openssl", "native-tls"] {
        assert!(!names.contains(name), "{name} is a dependency");
    }
    // C and assembly, for whoever asks for RSA.
    assert!(manifest.lines().any(|line| line.starts_with("ring = ") && line.contains("optional = true")));
    assert!(
        manifest.contains("\nrsa = [\"dep:ring\"]\n")
            && !manifest.contains("default = [\"contexts\", \"ecdsa\", \"rsa")
    );
    // The network, for the command line.
    assert!(manifest.lines().any(|line| line.starts_with("ureq = ") && line.contains("optional = true")));
    let asks: Vec<&str> = manifest.lines().filter(|line| line.contains("\"dep:ureq\"")).collect();
    assert!(matches!(asks[..], [line] if line.starts_with("cli = [")), "{asks:?}");
}

#[test]
fn declares_the_rust_version_that_its_dependencies_need() {
    let metadata = metadata();
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let needed = needed_at_run_time(&metadata);
    assert!(needed.len() > 20, "the dependency tree was not read");
    for package in metadata["packages"].as_array().unwrap() {
        let wanted = package["rust_version"].as_str().map(version);
        if needed.contains(package["id"].as_str().unwrap()) && wanted.as_ref().is_some_and(|wanted| *wanted > ours) {
            panic!("{} needs Rust {}", package["name"], package["rust_version"]);
        }
    }
}

/// Every package, as cargo resolves them with all features.
fn metadata() -> serde_json::Value {
    // Only what this platform builds is sure to be on disk.
    let rustc = std::process::Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(rustc.stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let cargo = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--all-features",
            "--offline",
            "--locked",
            "--filter-platform",
            host,
        ])
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).unwrap()
}

/// The packages that the library and the command line are built from: development tools left out.
fn needed_at_run_time(metadata: &serde_json::Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut needed = BTreeSet::new();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = open.pop() {
        if !needed.insert(id) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap());
            }
        }
    }
    needed
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap()).collect()
}

/// The library's files by floor.
fn library() -> BTreeMap<String, Vec<PathBuf>> {
    let mut floors = BTreeMap::new();
    for (floor, _) in FLOORS.iter().filter(|(floor, _)| *floor != "bin") {
        let files = rust_files(&Path::new("src").join(floor));
        assert!(!files.is_empty(), "the floor {floor} is empty");
        floors.insert((*floor).to_owned(), files);
    }
    floors
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Lines of code before the unit tests, without comments.
fn code_lines(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (number + 1, line.split(" // ").next().unwrap().to_owned())).collect()
}

/// The floors that a line names through `crate::`, grouped imports included.
fn named_floors(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let group = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap());
        let one = !rest.starts_with('{');
        for path in group.split(',').take(if one { 1 } else { usize::MAX }) {
            let name: String = path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            named.push(name);
        }
    }
    named
}

#[test]
fn reads_floors_out_of_every_form_of_path() {
    assert_eq!(named_floors("use crate::codec::json::Node;"), ["codec"]);
    assert_eq!(named_floors("use crate::{model, wire::ob3};"), ["model", "wire"]);
    assert_eq!(named_floors("let x = crate::proof::did::parse(crate::base::iri::X);"), ["proof", "base"]);
}
