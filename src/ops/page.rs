//! The live page: three files that are part of the program, nothing from elsewhere.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// `GET /`
pub(super) async fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("page/page.html")).into_response()
}

/// `GET /page.css`
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("page/page.css")).into_response()
}

/// `GET /page.js`
pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("page/page.js")).into_response()
}
