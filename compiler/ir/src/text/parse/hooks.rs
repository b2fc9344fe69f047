//! What custom forms read with.

use super::arguments::Argument;
use super::frames::{Request, Then};
use super::ops::Pending;
use super::{Parser, unescape};
use crate::op_info::ParseFn;
use crate::text::scan;
use crate::{Attr, Block, Body, Diagnostic, Dict, Ident, Loc, OpState, Type, Value};

/// A use of a value whose type is not known yet.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// Offsets of the name, `%` included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Which result of a pack.
    pub(super) number: u32,
}

/// Reads the custom form of one op, from after its name.
///
/// A hook reads tokens in order and fills in the [`OpState`]; regions are asked for with
/// [`OpParser::region`], as the last thing it does: what follows the region is read by the
/// continuation given there. Trailing locations and result names are not the hook's business.
pub struct OpParser<'p, 's> {
    parser: &'p mut Parser<'s>,
    pending: &'p Pending<'s>,
    regions: &'p mut Vec<Vec<Block>>,
    request: Option<Request>,
}

impl<'p, 's> OpParser<'p, 's> {
    pub(super) fn new(
        parser: &'p mut Parser<'s>,
        pending: &'p Pending<'s>,
        regions: &'p mut Vec<Vec<Block>>,
    ) -> Self {
        OpParser { parser, pending, regions, request: None }
    }

    pub(super) fn take_request(self) -> Option<Request> {
        self.request
    }

    // ---- Tokens

    /// Passes `token` if it comes next: punctuation, or a word when the form leaves no doubt.
    pub fn eat(&mut self, token: &str) -> bool {
        self.parser.eat(token)
    }

    /// Passes `token`, which must come next.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn expect(&mut self, token: &str) -> Result<(), Diagnostic> {
        self.parser.expect(token)
    }

    /// Passes the word `word` if it comes next as a whole.
    pub fn eat_word(&mut self, word: &str) -> bool {
        self.parser.eat_word(word)
    }

    /// Passes the word `word`, which must come next as a whole.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn expect_word(&mut self, word: &str) -> Result<(), Diagnostic> {
        if self.eat_word(word) { Ok(()) } else { Err(self.expected(&format!("'{word}'"))) }
    }

    /// Whether `token` comes next.
    pub fn at(&mut self, token: &str) -> bool {
        self.parser.skip_space();
        self.parser.rest().starts_with(token)
    }

    /// Reads a name: `LT`, `stablehlo.add`.
    ///
    /// # Errors
    /// When no name comes next.
    pub fn word(&mut self) -> Result<String, Diagnostic> {
        let word = self.parser.peek_word();
        if word.is_empty() {
            return Err(self.expected("a name"));
        }
        self.parser.pos += word.len();
        Ok(word.to_owned())
    }

    /// Reads a decimal integer.
    ///
    /// # Errors
    /// When none comes next, or it does not fit.
    pub fn integer(&mut self) -> Result<i64, Diagnostic> {
        self.parser.skip_space();
        let start = self.parser.pos;
        let digits = |byte: &u8| byte.is_ascii_digit();
        let bytes = self.parser.bytes();
        let sign = usize::from(bytes.get(start) == Some(&b'-'));
        let count = bytes.get(start + sign..).unwrap_or_default().iter().take_while(|b| digits(b)).count();
        let end = start + sign + count;
        if count == 0 {
            return Err(self.expected("an integer"));
        }
        self.parser.pos = end;
        let text = self.parser.slice(start, end);
        text.parse().map_err(|_| self.parser.error_at(start, format!("{text} does not fit in 64 bits")))
    }

    /// Reads `[1, 2, 3]`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn integers(&mut self) -> Result<Vec<i64>, Diagnostic> {
        self.list("[", "]", |parser| parser.integer())
    }

    /// Reads items between `open` and `close`, separated by commas.
    ///
    /// # Errors
    /// Those of the brackets and of the items.
    pub fn list<T>(
        &mut self,
        open: &str,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<T, Diagnostic>,
    ) -> Result<Vec<T>, Diagnostic> {
        self.expect(open)?;
        let mut items = Vec::new();
        if self.eat(close) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if !self.eat(",") {
                break;
            }
        }
        self.expect(close)?;
        Ok(items)
    }

    /// Reads a string literal; bytes that are not UTF-8 are replaced.
    ///
    /// # Errors
    /// When no string comes next, or it has an unknown escape.
    pub fn string(&mut self) -> Result<String, Diagnostic> {
        if self.parser.peek() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        let start = self.parser.pos;
        let end =
            scan::string_end(self.parser.bytes(), start).map_err(|error| self.parser.scan_error(error))?;
        self.parser.pos = end;
        match unescape(self.parser.slice(start + 1, end - 1)) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(at) => Err(self.parser.error_at(start + 1 + at, "unknown escape in string literal")),
        }
    }

    // ---- Types and attributes

    /// Reads a type.
    ///
    /// # Errors
    /// When no type comes next.
    pub fn ty(&mut self) -> Result<Type, Diagnostic> {
        self.parser.ty()
    }

    /// Reads `(T, T)`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn type_list(&mut self) -> Result<Vec<Type>, Diagnostic> {
        self.parser.type_list()
    }

    /// Reads `T, T`.
    ///
    /// # Errors
    /// When no type comes next.
    pub fn types(&mut self) -> Result<Vec<Type>, Diagnostic> {
        let mut types = vec![self.ty()?];
        while self.eat(",") {
            types.push(self.ty()?);
        }
        Ok(types)
    }

    /// Reads `(T, T) -> (T, T)` or `(T, T) -> T`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn function_type(&mut self) -> Result<(Vec<Type>, Vec<Type>), Diagnostic> {
        let inputs = self.type_list()?;
        self.expect("->")?;
        let results = if self.at("(") { self.type_list()? } else { vec![self.ty()?] };
        Ok((inputs, results))
    }

    /// Reads an attribute, with its type if it has one.
    ///
    /// # Errors
    /// When no attribute comes next.
    pub fn attr(&mut self) -> Result<Attr, Diagnostic> {
        self.parser.attr()
    }

    /// Reads an attribute that no type follows: a colon after it is the form's own.
    ///
    /// # Errors
    /// When no attribute comes next.
    pub fn bare_attr(&mut self) -> Result<Attr, Diagnostic> {
        self.parser.bare_attr()
    }

    /// Reads `@name` or `@root::@nested`.
    ///
    /// # Errors
    /// When no symbol comes next.
    pub fn symbol(&mut self) -> Result<Attr, Diagnostic> {
        if !self.at("@") {
            return Err(self.expected("a symbol name (@name)"));
        }
        self.parser.bare_attr()
    }

    /// Reads a symbol's own name.
    ///
    /// # Errors
    /// When no symbol comes next, or a nested one.
    pub fn symbol_name(&mut self) -> Result<Attr, Diagnostic> {
        match self.symbol()?.as_symbol() {
            Some(name) => Ok(Attr::str(name)),
            None => Err(self.error("a symbol is defined by a name without '::'")),
        }
    }

    /// Reads `{…}` if it comes next; an empty dictionary otherwise.
    ///
    /// # Errors
    /// When what comes next is no dictionary.
    pub fn optional_attrs(&mut self) -> Result<Dict, Diagnostic> {
        self.parser.optional_dict()
    }

    /// Reads `attributes {…}` if it comes next; an empty dictionary otherwise.
    ///
    /// # Errors
    /// When what comes next is no dictionary.
    pub fn optional_attributes_keyword(&mut self) -> Result<Dict, Diagnostic> {
        if self.eat_word("attributes") { self.parser.dict() } else { Ok(Dict::EMPTY) }
    }

    /// Reads `<{…}>` if it comes next; an empty dictionary otherwise.
    ///
    /// # Errors
    /// When what comes next is no dictionary.
    pub fn optional_props(&mut self) -> Result<Dict, Diagnostic> {
        if !self.eat("<") {
            return Ok(Dict::EMPTY);
        }
        let dict = self.parser.dict()?;
        self.expect(">")?;
        Ok(dict)
    }

    /// Reads `<…>` as it is written, brackets included.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn angled(&mut self) -> Result<&'s str, Diagnostic> {
        if !self.at("<") {
            return Err(self.expected("'<'"));
        }
        Ok(self.parser.cut(scan::balanced, "'<'")?.1)
    }

    /// Reads `loc(…)` if it comes next.
    ///
    /// # Errors
    /// When the location is malformed.
    pub fn optional_loc(&mut self) -> Result<Option<Loc>, Diagnostic> {
        self.parser.optional_loc()
    }

    // ---- Values

    /// Reads a use of a value: `%name` or `%name#1`.
    ///
    /// # Errors
    /// When none comes next.
    pub fn operand(&mut self) -> Result<Operand, Diagnostic> {
        let (start, end) = self.parser.value_name()?;
        let mut number = 0;
        if self.parser.bytes().get(end) == Some(&b'#') {
            self.parser.pos = end + 1;
            number = u32::try_from(self.integer()?)
                .map_err(|_| self.parser.error_at(end, "the result number does not fit in 32 bits"))?;
        }
        Ok(Operand { start, end, number })
    }

    /// Reads `%a, %b`, or nothing when no value comes next.
    ///
    /// # Errors
    /// When a comma is followed by something else.
    pub fn operands(&mut self) -> Result<Vec<Operand>, Diagnostic> {
        let mut operands = Vec::new();
        if !self.at("%") {
            return Ok(operands);
        }
        operands.push(self.operand()?);
        while self.eat(",") {
            operands.push(self.operand()?);
        }
        Ok(operands)
    }

    /// Reads `(%a, %b)`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn operand_list(&mut self) -> Result<Vec<Operand>, Diagnostic> {
        self.list("(", ")", |parser| parser.operand())
    }

    /// The value that `operand` is, used as `ty`.
    ///
    /// # Errors
    /// When the value has another type.
    pub fn resolve(&mut self, operand: Operand, ty: Type) -> Result<Value, Diagnostic> {
        self.parser.resolve(operand, ty)
    }

    /// Appends the values of `operands`, used as `types`, to the operands of `state`.
    ///
    /// # Errors
    /// When the numbers differ or a value has another type.
    pub fn resolve_all(
        &mut self,
        operands: &[Operand],
        types: &[Type],
        state: &mut OpState,
    ) -> Result<(), Diagnostic> {
        if operands.len() != types.len() {
            let at = operands.first().map_or(self.pending.name_at, |operand| operand.start);
            return Err(self
                .parser
                .error_at(at, format!("{} operands present, but expected {}", operands.len(), types.len())));
        }
        for (&operand, &ty) in operands.iter().zip(types) {
            let value = self.parser.resolve(operand, ty)?;
            state.operands.push(value);
        }
        Ok(())
    }

    /// How many results the text names; 0 if it names none.
    pub fn named_results(&self) -> usize {
        self.pending.named_results()
    }

    /// Reads what the generic form has after its name: `(%a)[^bb1] <{…}> {…} : (T) -> T`, without
    /// regions.
    ///
    /// # Errors
    /// As in the generic form.
    pub fn generic_form(&mut self, state: &mut OpState) -> Result<(), Diagnostic> {
        let operands = self.operand_list()?;
        if self.at("[") {
            state.successors = self.list("[", "]", |parser| parser.successor())?;
        }
        state.props = self.optional_props()?;
        state.attrs = self.optional_attrs()?;
        self.expect(":")?;
        let (inputs, results) = self.function_type()?;
        state.result_types = results;
        self.resolve_all(&operands, &inputs, state)
    }

    /// Reads `^name`, a block of the region that the op is in.
    ///
    /// # Errors
    /// When no block name comes next.
    pub fn successor(&mut self) -> Result<Block, Diagnostic> {
        self.parser.successor()
    }

    // ---- Regions

    /// Reads `%name: type {attrs}? loc(…)?`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn argument(&mut self) -> Result<Argument, Diagnostic> {
        self.parser.argument(true)
    }

    /// Reads the name alone of an argument whose type the form states elsewhere; its location is that of
    /// the op.
    ///
    /// # Errors
    /// When no value name comes next.
    pub fn argument_name(&mut self, ty: Type) -> Result<Argument, Diagnostic> {
        let name = self.parser.value_name()?;
        Ok(Argument { name, ty, attrs: Dict::EMPTY, loc: Loc::UNKNOWN, like_op: true })
    }

    /// Asks for a region in braces, whose entry block has `arguments`, to be read now. The hook ends
    /// after this call; `then` reads what follows the region.
    pub fn region(&mut self, arguments: Vec<Argument>, then: Option<ParseFn>) {
        let then = then.map_or(Then::End, Then::Hook);
        self.request = Some(Request { arguments, then, single_op: false });
    }

    /// Asks for one op, without braces, to be read now as a region. The hook ends after this call;
    /// `then` reads what follows.
    pub fn single_op_region(&mut self, then: Option<ParseFn>) {
        let then = then.map_or(Then::End, Then::Hook);
        self.request = Some(Request { arguments: Vec::new(), then, single_op: true });
    }

    /// The blocks of the regions read so far.
    pub fn regions(&self) -> &[Vec<Block>] {
        self.regions
    }

    /// Adds a region that the text implies; its blocks are in the body and in no region yet.
    pub fn add_region(&mut self, blocks: Vec<Block>) {
        self.regions.push(blocks);
    }

    /// The arguments given for the region read last, for a continuation whose region takes the same.
    pub fn last_arguments(&self) -> Vec<Argument> {
        self.pending.arguments.clone()
    }

    /// The body that the op will be in, for a form whose text implies ops or types.
    pub fn body(&mut self) -> Option<&mut Body> {
        self.parser.scopes.last_mut().map(|scope| &mut scope.body)
    }

    // ---- Errors

    /// The location of the op's name.
    pub fn loc(&self) -> Loc {
        let (line, col) = self.pending.place;
        Loc::file(self.parser.file.clone(), line, col)
    }

    /// An error at the op's name.
    pub fn error(&mut self, message: impl Into<String>) -> Diagnostic {
        self.parser.error_at(self.pending.name_at, message)
    }

    /// An error at this point.
    pub fn error_here(&mut self, message: impl Into<String>) -> Diagnostic {
        self.parser.skip_space();
        self.parser.error_here(message)
    }

    /// "expected WHAT, found …" at this point.
    pub fn expected(&mut self, what: &str) -> Diagnostic {
        self.parser.expected(what)
    }

    /// Sets attribute `name` of `state`, wherever it belongs.
    pub fn set(&self, state: &mut OpState, name: &str, attr: Attr) {
        let inherent = state.name.info().is_some_and(|info| info.is_inherent(name));
        let dict = if inherent { &mut state.props } else { &mut state.attrs };
        *dict = dict.with(Ident::new(name), attr);
    }
}
